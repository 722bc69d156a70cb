"""Measure every canned query on each engine, so that a slow shape shows.

Run it with ``python -m benchmarks.queries DATASET …``: built datasets, or stores on disk.
Each query is asked with the parameters that somebody would give it, as values of the dataset:
those that it needs, or else the one that bounds it most; then with an indicator, and a country,
too; and last of everything. Each has a process, ended at the cap: no engine can be stopped.
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
from contextlib import ExitStack
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.machine import describe_machine, describe_moment, list_versions
from benchmarks.queries_engines import SERVERS, Opened, open_disk, open_memory, open_server
from benchmarks.tables import Spread, show_number, table
from mgi_graph.errors import MgiGraphError
from mgi_graph.queries import CannedQuery, bind_parameters, load_queries
from mgi_graph.results import Solutions
from mgi_graph.store import Store
from mgi_graph.store.on_disk import is_disk_store
from mgi_graph.store.rdf_files import find_file

RESULTS = Path(__file__).with_name("queries.md")
ENGINES = ("memory", "disk", *SERVERS)
EVERYTHING, ONE, NARROW, NARROWEST = "everything", "one", "narrow", "narrowest"
WAYS = (ONE, NARROW, NARROWEST, EVERYTHING)
BOUNDS = ("thing", "profile", "place", "indicator", "country")
"""The parameters that bound a question, the narrowest first."""

MANY = 1000
"""Of how many solutions on a narrower question is counted: nobody reads them all."""

SUBJECTS = """PREFIX mgi: <https://w3id.org/mgi-graph/ontology#>
SELECT ?thing ?profile ?place ?country ?indicator WHERE {
  ?profile a mgi:Profile ; mgi:assesses ?place .
  ?finding mgi:reportedIn ?profile ; a mgi:AreaForDevelopment ; mgi:addresses ?indicator ;
    mgi:mentions ?thing .
  ?place mgi:inCountry ?country .
  ?thing mgi:belongsTo ?place .
} ORDER BY ?finding ?thing ?indicator LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Measured:
    """Hold the milliseconds of a query's rounds, none where it was ended, and its solutions.

    ``processor`` has the milliseconds of the processor, and ``failure`` why there is no answer.
    """

    query: str
    way: str
    values: str
    rounds: tuple[float, ...]
    solutions: int
    processor: tuple[float, ...] = ()
    failure: str = ""

    @property
    def order(self) -> float:
        """Put the slowest first."""
        return -statistics.median(self.rounds) if self.rounds else -float("inf")


def measure(
    store: Callable[[], Store], rounds: int, cap: int, queries: Sequence[CannedQuery]
) -> Iterator[Measured]:
    """Measure each query in each way; ``store`` opens the engine in the process that asks."""
    subjects = _in_a_process(lambda: _read_subjects(store()))
    for query in queries:
        seen: list[dict[str, str]] = []
        for way in WAYS:
            values = choose_values(query, subjects, way)
            if values not in seen:
                seen.append(values)
                yield _measure_apart(store, query, way, values, rounds, cap)


def _measure_apart(
    store: Callable[[], Store], query: CannedQuery, way: str, values: dict[str, str], *limits: int
) -> Measured:
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(
        target=_ask, args=(store, query, values, sender, *limits)
    )
    process.start()
    sender.close()
    times: list[tuple[float, float]] = []
    solutions, failure = 0, ""
    try:
        while True:
            said = json.loads(receiver.recv_bytes())
            times, solutions, failure = said["times"], said["solutions"], said["failure"]
    except EOFError:
        process.join()
    # The first round warms the engine; a long one is measured as it is.
    wall, processor = zip(*(times[1:] or times), strict=True) if times else ((), ())
    shown = " ".join(f"{name}={value}" for name, value in values.items())
    return Measured(query.name, way, shown, wall, solutions, processor, failure)


def _ask(
    open_store: Callable[[], Store],
    query: CannedQuery,
    values: dict[str, str],
    sender: Connection,
    rounds: int,
    cap: int,
) -> None:
    store = open_store()
    text = bind_parameters(query, values, store)
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    times: list[tuple[float, float]] = []
    for _ in range(rounds + 1):
        spent = int(time.process_time()) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (spent + cap, resource.RLIM_INFINITY))
        # For a server, whose time is not ours.
        signal.alarm(2 * cap)
        start, began = time.process_time(), time.perf_counter()
        solutions, failure = 0, ""
        try:
            answer = store.query(text)
            solutions = len(answer) if isinstance(answer, Solutions) else 0
            end = time.perf_counter()
            times.append(((end - began) * 1000, (time.process_time() - start) * 1000))
        except MgiGraphError as err:
            failure = str(err).partition("\n")[0]
        sent = {"times": times, "solutions": solutions, "failure": failure}
        sender.send_bytes(json.dumps(sent).encode())
        if failure or sum(wall for wall, _ in times) > cap * 500:
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
    # A parameter that is needed may have a default that is not in this dataset.
    chosen = [name for name in names if not optional[name]]
    if way != EVERYTHING:
        chosen = chosen or names[:1]
        more = [name for name in ("indicator", "country") if name in names and name not in chosen]
        chosen += more[: (ONE, NARROW, NARROWEST).index(way)]
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


def report(opened: Opened, title: str, found: Sequence[Measured], cap: int) -> str:
    """Write what was measured on one engine: what is counted, and the other ways."""
    typical = choose_typical(found)
    others = [each for each in found if each not in typical]
    has_processor = opened.has_own_processor_time
    parts = [
        f"## {title}, {opened.name}",
        " ".join([*opened.facts, _sum_up(typical)]),
        "### As somebody would ask",
        _tabulate(typical, cap, has_processor=has_processor),
        "### Of more, of less, and of everything",
        _tabulate(others, cap, has_processor=has_processor),
    ]
    return "\n\n".join(parts)


def _tabulate(found: Sequence[Measured], cap: int, *, has_processor: bool) -> str:
    rows = []
    for each in sorted(found, key=lambda each: (each.order, each.query)):
        ended = each.failure or f"ended at {cap} s"
        cells = [each.query, each.values or "of everything"]
        cells.append(str(Spread.of(each.rounds)) if each.rounds else ended)
        if has_processor:
            cells.append(show_number(statistics.median(each.processor)) if each.processor else "–")
        rows.append([*cells, f"{each.solutions:,}" if each.rounds else "–"])
    processor = ["of the processor"] if has_processor else []
    return table(["query", "asked", "ms, median (range)", *processor, "solutions"], rows)


def _sum_up(typical: Sequence[Measured]) -> str:
    """Tell how many queries are how fast where they are asked as somebody would ask them."""
    medians = [statistics.median(each.rounds) for each in typical if each.rounds]
    most = show_number(max(medians)) if medians else "–"
    return (
        f"Of {len(typical)} queries, asked as somebody would, "
        f"{sum(each < 100 for each in medians)} take less than 100 ms, "
        f"{sum(each <= 1000 for each in medians)} at most 1 s, the slowest {most} ms; "
        f"{len(typical) - len(medians)} did not end. Where an answer has more than {MANY:,} "
        "solutions, a narrower question is counted, if there is one."
    )


def choose_typical(found: Sequence[Measured]) -> list[Measured]:
    """Return of each query the way in which it is counted.

    >>> one, narrow = Measured("q", ONE, "", (9,), 2000), Measured("q", NARROW, "", (1,), 5)
    >>> [each.way for each in choose_typical([narrow, one])]
    ['narrow']
    """
    typical = []
    for query in sorted({each.query for each in found}):
        ways = {each.way: each for each in found if each.query == query}
        order = [ways[way] for way in (ONE, NARROW, NARROWEST) if way in ways]
        order = order or [ways[EVERYTHING]]
        short = (each for each in order if each.rounds and each.solutions <= MANY)
        typical.append(next(short, order[-1]))
    return typical


def _measure_engines(dataset: Path, names: Sequence[str], rounds: int, cap: int) -> Iterator[str]:
    """Measure one dataset on each engine named; what cannot be opened says why."""
    for name in names:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mgi-graph-")))
            if name in SERVERS:
                opened = stack.enter_context(open_server(name, dataset, cap))
            else:
                opened = open_memory(dataset) if name == "memory" else open_disk(dataset, folder)
            if opened.open is None:
                yield "\n\n".join([f"## {dataset.name}, {opened.name}", *opened.facts])
            else:
                found = list(measure(opened.open, rounds, cap, load_queries()))
                yield report(opened, dataset.name, found, cap)


def main() -> None:
    """Measure the datasets that the arguments name, and write the page."""
    options = _read_options()
    facts = {**describe_machine(), **describe_moment()}
    facts["versions"] = list_versions("mgi-graph", "pyoxigraph", "oxigraph")
    about = (
        f"Written by `make bench-queries`, not by hand. Each warm, median of {options.rounds} "
        f"rounds; what takes more than {options.cap} s is ended, in a server twice as soon."
    )
    listed = "\n".join(f"- {name}: {value}" for name, value in facts.items())
    parts = ["# The canned queries, measured", about, listed]
    asked = [(each, options.engines, options.cap) for each in options.datasets]
    asked += [(each, SERVERS, max(1, options.cap // 2)) for each in options.served]
    for dataset, engines, cap in asked:
        parts.extend(_measure_engines(dataset, engines, options.rounds, cap))
    options.out.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("datasets", nargs="+", type=Path)
    parser.add_argument("--engines", nargs="+", default=["memory", "disk"], choices=ENGINES)
    parser.add_argument("--served", nargs="*", default=[], type=Path, help="asked in servers too")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cap", type=int, default=10, help="seconds, of the processor")
    parser.add_argument("--out", type=Path, default=RESULTS, help="the page to write")
    options = parser.parse_args()
    try:
        for dataset in (*options.datasets, *options.served):
            if not is_disk_store(dataset) and not find_file(dataset).is_file():
                parser.error(f"{dataset}: no such file; expected a built dataset")
    except MgiGraphError as err:
        parser.error(str(err))
    return options


if __name__ == "__main__":
    main()
