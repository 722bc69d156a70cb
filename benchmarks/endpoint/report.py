"""Write the report of the endpoint's benchmark, and its summary in the README."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.endpoint.load import RUNAWAY
from benchmarks.endpoint.measured import (
    IN_FLIGHT,
    KINDS,
    LARGE,
    MANY,
    OURS,
    OXIGRAPH,
    RDFLIB,
    RDFLIB_OXIGRAPH,
    Kind,
    Measured,
    Plan,
)
from benchmarks.endpoint.rates import is_sound, show_p99, show_rate
from benchmarks.machine import describe_moment
from benchmarks.tables import (
    Goal,
    Spread,
    ratios,
    replace_between,
    show_number,
    table,
)

_ROOT = Path(__file__).parents[2]
REPORT = _ROOT / "benchmarks" / "endpoint.md"
_SAME, _DIFFERENT = Kind(MANY, different=False), Kind(MANY, different=True)
_SERVERS = (OURS, OXIGRAPH, RDFLIB, RDFLIB_OXIGRAPH)
_MARK = "benchmark of the endpoint"

_INTRODUCTION = """\
Written by `make bench-endpoint`; not to be edited. Numbers are medians of {rounds} rounds of {seconds} s each,
with the range behind them. The times depend on the machine; the ratios, taken within each round, less so."""
_KINDS_NOTE = """\
“All different”: each request ends in a comment of its own, so that no answer can be kept; this is the work of
evaluating, while “the same” may be that of a cache. CPU is the processor time of all processes of the server
for one request, which other programs disturb less than the rate."""
_DOCUMENTS_NOTE = f"""\
Of `{OURS}` at {MANY} connections. The ratio is to `{OXIGRAPH}`’s rate of the small SELECT, the same each time,
at {MANY} connections."""
_RUNAWAYS_NOTE = f"""\
The 99th percentile of the small SELECT at {MANY} connections, in milliseconds, alone and with {IN_FLIGHT} times
`{RUNAWAY}` in flight, which are sent again when they are ended.

`{OXIGRAPH}` runs without a time limit here: with `--timeout-s` it starts a thread for each query that lives as
long as the limit, and under this load aborts when the system gives it no more of them."""
_READY_NOTE = "Seconds from the start of the process to the first answer to the small SELECT."


def keep_summary(measured: Measured) -> None:
    """Put the summary into the README."""
    readme = _ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    readme.write_text(replace_between(text, _MARK, write_summary(measured)), encoding="utf-8")


def write_report(plan: Plan, measured: Measured) -> str:
    """Return the whole report."""
    parts = [
        "# The speed of the endpoint",
        _INTRODUCTION.format(rounds=plan.rounds, seconds=plan.seconds),
        _conditions(measured),
        "## Goals",
        write_goals(measured),
        "## Small SELECT",
        f"Three solutions, {measured.answer_bytes} bytes as SPARQL JSON. {_KINDS_NOTE}",
        _rates(measured),
        "## Documents",
        _DOCUMENTS_NOTE,
        _documents(measured),
        "## Beside queries that do not end",
        _RUNAWAYS_NOTE,
        _runaways(measured),
        "## Ready",
        f"{_READY_NOTE}{_tell_store(measured)}",
        _ready(measured),
        "## Memory",
        "Proportional set size in MiB: pages that processes share are divided among them.",
        _memory(measured),
    ]
    return "\n\n".join(parts) + "\n"


def _tell_store(measured: Measured) -> str:
    if LARGE not in measured.ready:
        return ""
    return (
        f" The store on disk has {measured.replicas:,} quads; it is made once, "
        f"which took {measured.making:.0f} s to the first answer."
    )


def write_summary(measured: Measured) -> str:
    """Return the README's table: what a reader wants to know first."""
    names = _SERVERS[:3]
    rows = [
        [
            f"small SELECT, {kind.words}, {kind.connections} connections: requests/s",
            *(show_rate(measured.rates[name, kind]) for name in names),
        ]
        for kind in (_SAME, _DIFFERENT)
    ]
    rows += [
        [f"{name}: requests/s", show_rate(loads), "–", "–"]
        for name, loads in measured.documents.items()
        if name.startswith(("canned query, JSON", "entity, Turtle", "entity, HTML"))
    ]
    rows += [
        [
            f"99th percentile with {IN_FLIGHT} endless queries in flight, {_DIFFERENT.words}: ms",
            *(show_p99(measured.held_up[name, _DIFFERENT]) for name in names),
        ],
        ["ready after: s", *(str(Spread.of(measured.ready[name])) for name in names)],
        ["memory after load: MiB", *(show_number(sum(measured.loaded[name])) for name in names)],
    ]
    return f"\n{table(['', *(f'`{name}`' for name in names)], rows)}\n"


def _conditions(measured: Measured) -> str:
    facts = {
        **measured.versions,
        "data": f"the packaged profiles, {measured.triples:,} triples, in each one’s default graph",
        "place": "on loopback, all on one machine",
        **describe_moment(),
    }
    return "\n".join(f"- {name}: {text}" for name, text in facts.items())


def _against(measured: Measured, kind: Kind, peer: str) -> Spread | None:
    ours, theirs = measured.rates[OURS, kind], measured.rates[peer, kind]
    if not (is_sound(ours) and is_sound(theirs)):
        return None
    return ratios([load.rate for load in ours], [load.rate for load in theirs])


def _document_ratio(measured: Measured, name: str) -> Spread | None:
    loads, theirs = measured.documents[name], measured.rates[OXIGRAPH, _SAME]
    if not (is_sound(loads) and is_sound(theirs)):
        return None
    return ratios([load.rate for load in loads], [load.rate for load in theirs])


def _slower(measured: Measured, name: str, kind: Kind) -> Spread | None:
    alone, held_up = measured.alone[name, kind], measured.held_up[name, kind]
    if not (is_sound(alone) and is_sound(held_up)):
        return None
    return ratios([load.p99 for load in held_up], [load.p99 for load in alone])


def write_goals(measured: Measured) -> str:
    """Return the table of goals."""
    goals = list(_list_goals(measured))
    return table(["goal", "bound", "measured", ""], [goal.cells() for goal in goals])


def _list_goals(measured: Measured) -> Iterator[Goal]:
    for kind in (_SAME, _DIFFERENT):
        name = f"small SELECT at {MANY} connections, {kind.words}, to"
        yield Goal(f"{name} `{RDFLIB}`", 25, _against(measured, kind, RDFLIB))
        yield Goal(f"{name} `{OXIGRAPH}`", 0.5, _against(measured, kind, OXIGRAPH))
    for name in measured.documents:
        found = _document_ratio(measured, name)
        yield Goal(f"{name}, to `{OXIGRAPH}`’s small SELECT", 1, found)
    for kind in (_SAME, _DIFFERENT):
        name = f"99th percentile beside {IN_FLIGHT} endless queries, {kind.words}, to alone"
        yield Goal(name, 3, _slower(measured, OURS, kind), at_most=True)
    for name, bound in ((OURS, 1.5), (LARGE, 3)):
        found = Spread.of(measured.ready[name]) if measured.ready.get(name) else None
        what = "on the packaged dataset" if name == OURS else f"on {measured.replicas:,} triples"
        yield Goal(f"ready {what}", bound, found, at_most=True, unit="s")


def _rates(measured: Measured) -> str:
    rows = []
    for kind in KINDS:
        for name in _SERVERS:
            loads = measured.rates[name, kind]
            found = _against(measured, kind, name)
            cpu = str(Spread.of(load.cpu for load in loads))
            rows.append(
                [
                    str(kind.connections),
                    kind.words,
                    f"`{name}`",
                    show_rate(loads),
                    show_p99(loads),
                    cpu,
                    "–" if name == OURS or found is None else str(found),
                ]
            )
    head = ["connections", "queries", "server", "requests/s", "p99 ms", "CPU µs", "ours to it"]
    return table(head, rows)


def _documents(measured: Measured) -> str:
    rows = []
    for name, loads in measured.documents.items():
        found = _document_ratio(measured, name)
        cpu = str(Spread.of(load.cpu for load in loads))
        rows.append(
            [name, show_rate(loads), show_p99(loads), cpu, "–" if found is None else str(found)]
        )
    return table(["document", "requests/s", "p99 ms", "CPU µs", "ratio"], rows)


def _runaways(measured: Measured) -> str:
    rows = []
    for name, kind in measured.alone:
        found = _slower(measured, name, kind)
        held_up = measured.held_up[name, kind]
        cells = [show_p99(measured.alone[name, kind]), show_p99(held_up)]
        rows.append(
            [
                f"`{name}`",
                kind.words,
                *cells,
                "–" if found is None else str(found),
                show_rate(held_up),
            ]
        )
    head = ["server", "queries", "alone", "beside them", "ratio", "requests/s beside them"]
    return table(head, rows)


def _ready(measured: Measured) -> str:
    rows = [[f"`{name}`", str(Spread.of(times))] for name, times in measured.ready.items()]
    return table(["server", "seconds"], rows)


def _memory(measured: Measured) -> str:
    rows = []
    for name, sizes in measured.idle.items():
        loaded = measured.loaded.get(name)
        rows.append(
            [f"`{name}`", _sizes(name, sizes), "–" if loaded is None else _sizes(name, loaded)]
        )
    return table(["server", "when ready", "after the load"], rows)


def _sizes(name: str, sizes: list[float]) -> str:
    total = show_number(sum(sizes))
    if not name.startswith(OURS):
        return total
    front, nursery, *workers = map(show_number, sizes)
    return f"{total} = front {front} + nursery {nursery} + workers {' + '.join(workers)}"
