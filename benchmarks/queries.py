"""Measure every canned query on each engine, so that a slow shape shows.

Run it with ``python -m benchmarks.queries DATASET …``: built datasets, RDF files or stores
on disk. Each query is asked in up to three ways: of one place, profile, country, thing or
indicator of the dataset, as somebody would ask it; of one place and one indicator, where it
can be; and of everything. Each is measured in a process of its own, which is ended at the
cap, for the engine cannot be stopped. Times are of the processor, so that what else the
machine does weighs less.
"""

import argparse
import json
import multiprocessing
import resource
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.machine import describe_machine, describe_moment, list_versions
from benchmarks.tables import Spread, show_number, table
from mgi_graph.queries import CannedQuery, bind_parameters, load_queries
from mgi_graph.results import Solutions
from mgi_graph.store import OxigraphStore, Store, open_dataset
from mgi_graph.store.disk_writer import write_disk_store
from mgi_graph.store.on_disk import is_disk_store

RESULTS = Path(__file__).with_name("queries.md")
EVERYTHING, ONE, NARROW = "of everything", "of one", "of one and an indicator"
WAYS = (NARROW, ONE, EVERYTHING)
BOUNDS = ("thing", "finding", "profile", "place", "country", "indicator")
"""The parameters that bound a question, the narrowest first."""

MANY = 1000
"""Of how many solutions on a question is counted with an indicator too: nobody reads them all."""

SUBJECTS = """PREFIX mgi: <https://w3id.org/mgi-graph/ontology#>
SELECT ?thing ?finding ?profile ?place ?country ?indicator WHERE {
  ?profile a mgi:Profile ; mgi:assesses ?place .
  ?finding mgi:reportedIn ?profile ; a mgi:AreaForDevelopment ; mgi:addresses ?indicator ;
    mgi:mentions ?thing .
  ?place mgi:inCountry ?country .
  ?thing mgi:belongsTo ?place .
} ORDER BY ?finding ?thing ?indicator LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Measured:
    """Hold the milliseconds of a query's rounds, none where it was ended, and its solutions."""

    query: str
    way: str
    values: str
    rounds: tuple[float, ...]
    solutions: int

    @property
    def order(self) -> float:
        """Return by what the slowest come first."""
        return -statistics.median(self.rounds) if self.rounds else -float("inf")


def measure(store: Callable[[], Store], rounds: int, cap: int) -> Iterator[Measured]:
    """Measure each query in each way; ``store`` opens the engine in the process that asks."""
    subjects = _in_a_process(lambda: _read_subjects(store()))
    for query in load_queries():
        for way in WAYS:
            values, times, solutions = _measure_apart(store, query, way, subjects, rounds, cap)
            if way == EVERYTHING or values:
                yield Measured(query.name, way, values, tuple(times), solutions)


def _measure_apart(
    store: Callable[[], Store],
    query: CannedQuery,
    way: str,
    subjects: dict[str, str],
    *limits: int,
) -> tuple[str, list[float], int]:
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(
        target=_ask, args=(store, query, way, subjects, sender, *limits)
    )
    process.start()
    sender.close()
    said: list[tuple[str, list[float], int]] = []
    try:
        while True:
            said.append(tuple(json.loads(receiver.recv_bytes())))
    except EOFError:
        process.join()
    return said[-1] if said else ("", [], 0)


def _ask(
    open_store: Callable[[], Store],
    query: CannedQuery,
    way: str,
    subjects: dict[str, str],
    sender: Connection,
    rounds: int,
    cap: int,
) -> None:
    store = open_store()
    values = choose_values(query, subjects, way)
    shown = " ".join(f"{name}={value}" for name, value in values.items())
    text = bind_parameters(query, values, store)
    sender.send_bytes(json.dumps([shown, [], 0]).encode())
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    spent = int(time.process_time()) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (spent + cap, spent + cap))
    times, solutions = [], 0
    for _ in range(rounds + 1):
        start = time.process_time()
        answer = store.query(text)
        times.append((time.process_time() - start) * 1000)
        solutions = len(answer) if isinstance(answer, Solutions) else 0
        # The first round warms the engine; a long one is measured as it is.
        done = times[1:] or times
        sender.send_bytes(json.dumps([shown, done, solutions]).encode())
        if sum(times) > cap * 500:
            break


def choose_values(query: CannedQuery, subjects: dict[str, str], way: str = ONE) -> dict[str, str]:
    """Return values of the dataset for what bounds a query in one way, none if nothing does.

    >>> from mgi_graph.queries import find_query
    >>> choose_values(find_query("claims"), {"profile": "x-y-2020", "place": "x-y"})
    {'profile': 'x-y-2020'}
    >>> choose_values(find_query("peer-learning"), {"place": "x-y", "indicator": "z"}, NARROW)
    {'place': 'x-y', 'indicator': 'z'}
    """
    optional = {each.name: each.optional for each in query.parameters}
    names = [name for name in BOUNDS if name in optional and name in subjects]
    chosen = [name for name in names if name != "finding"][:1]
    if way == EVERYTHING:
        # A parameter that is needed may have a default that is not in this dataset.
        chosen = [name for name in names if not optional[name]]
    elif way == NARROW:
        needs_more = "indicator" in names and chosen != ["indicator"]
        chosen = [*chosen, "indicator"] if needs_more else []
    return {name: subjects[name] for name in chosen}


def _in_a_process(work: Callable[[], dict[str, str]]) -> dict[str, str]:
    """Return what ``work`` gives in a process of its own: one that opened a store cannot fork."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=lambda: sender.send(work()))
    process.start()
    sender.close()
    try:
        found: dict[str, str] = receiver.recv()
    except EOFError:
        raise SystemExit("the dataset could not be read") from None
    finally:
        process.join()
    return found


def _read_subjects(store: Store) -> dict[str, str]:
    answer = store.query(SUBJECTS)
    if not isinstance(answer, Solutions) or not len(answer):
        raise SystemExit("the dataset has no place with a profile that names a thing of its own")
    (row,) = answer
    slugs = {name: str(getattr(term, "value", "")) for name, term in row.items()}
    return {name: iri if name == "thing" else iri.rpartition("/")[2] for name, iri in slugs.items()}


def engines(
    dataset: Path, folder: Path, names: Sequence[str]
) -> Iterator[tuple[str, Callable[[], Store]]]:
    """Give each engine with what opens it; one more is one more line here."""
    if "memory" in names and not is_disk_store(dataset):
        held: OxigraphStore = open_dataset(dataset)
        yield "in memory", lambda: held
        del held
    if "disk" in names:
        place = dataset
        if not is_disk_store(dataset):
            place = folder / "store"
            write_disk_store(dataset, place)
        yield "on disk", lambda: open_dataset(place)


def report(title: str, found: Sequence[Measured], cap: int) -> str:
    """Write what was measured on one engine, the slowest first."""
    rows = [
        (
            each.query,
            each.way if each.way == EVERYTHING else each.values,
            str(Spread.of(each.rounds)) if each.rounds else f"ended at {cap} s",
            f"{each.solutions:,}" if each.rounds else "–",
        )
        for each in sorted(found, key=lambda each: (each.order, each.query))
    ]
    lines = [f"## {title}", "", _sum_up(found), ""]
    return "\n".join([*lines, table(("query", "asked", "ms, median (range)", "solutions"), rows)])


def _sum_up(found: Sequence[Measured]) -> str:
    """Tell how many queries are how fast where they are asked as somebody would ask them."""
    typical = choose_typical(found)
    medians = [statistics.median(each.rounds) for each in typical if each.rounds]
    quick = sum(each < 100 for each in medians)
    ended = len(typical) - len(medians)
    most = show_number(max(medians)) if medians else "–"
    narrow = ", ".join(f"`{each.query}`" for each in typical if each.way == NARROW) or "none"
    return (
        "Counted here is each query asked of one, where it has such a parameter, and else of "
        f"everything; where one place alone has more than {MANY:,} solutions, more than anybody "
        f"reads, it is asked of that place and one indicator ({narrow}): "
        f"{quick} of {len(typical)} queries under 100 ms, "
        f"{sum(each <= 1000 for each in medians)} at most 1 s, "
        f"the slowest {most} ms, {ended} ended."
    )


def choose_typical(found: Sequence[Measured]) -> list[Measured]:
    """Return of each query the way in which it is counted.

    >>> one, narrow = Measured("q", ONE, "", (9,), 2000), Measured("q", NARROW, "", (1,), 5)
    >>> [each.way for each in choose_typical([narrow, one])]
    ['of one and an indicator']
    """
    ways = {(each.query, each.way): each for each in found}
    typical = []
    for query in sorted({each.query for each in found}):
        one, narrow = ways.get((query, ONE)), ways.get((query, NARROW))
        if one and narrow and (one.solutions > MANY or not one.rounds):
            typical.append(narrow)
        else:
            typical.append(one or ways[query, EVERYTHING])
    return typical


def main() -> None:
    """Measure the datasets that the arguments name, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("datasets", nargs="+", type=Path)
    parser.add_argument("--engines", nargs="+", default=["memory", "disk"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cap", type=int, default=30, help="seconds of the processor")
    parser.add_argument("--out", type=Path, default=RESULTS, help="the page to write")
    options = parser.parse_args()
    facts = {**describe_machine(), **describe_moment()}
    facts["versions"] = list_versions("mgi-graph", "pyoxigraph")
    parts = [
        "# The canned queries, measured",
        "Written by `make bench-queries`, not by hand. Times are of the processor, warm.",
        "\n".join(f"- {name}: {value}" for name, value in facts.items()),
    ]
    for dataset in options.datasets:
        with tempfile.TemporaryDirectory(prefix="mgi-graph-bench-") as folder:
            for engine, opening in engines(dataset, Path(folder), options.engines):
                found = list(measure(opening, options.rounds, options.cap))
                title = f"{dataset.name}, {engine}"
                parts.append(report(title, found, options.cap))
    options.out.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
