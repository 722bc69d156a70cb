"""Prepare, for a service that is only read, the graphs that writing requests would have made.

A case of the Graph Store Protocol writes and then reads. Here the writing is done
on paper: from the bodies of the requests follows which graphs each reading request
must find.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import unquote

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, parse

from tests.web.w3c.checks import canonical
from tests.web.w3c.manifest import Case, Request

READING: Final = ("GET", "HEAD")
DEFAULT: Final = ""
"""The key of the default graph."""

CREATED: Final = "http://www.example/gsp/created"
"""The IRI that the service is taken to have given to a graph that a POST made."""

_BOUNDARY: Final = re.compile(r"boundary=(\S+)")
_GRAPH: Final = re.compile(r"[?&]graph=([^&]*)")

State = Mapping[str, tuple[Triple, ...]]
"""The graphs that exist, each under its IRI."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold one reading request of a case, and the graph that it must find, if any."""

    case: Case
    number: int
    request: Request
    graph: str
    content: tuple[Triple, ...] | None

    @property
    def part(self) -> str:
        """Return a name for the request, its place counted from 1."""
        return f"{self.case.name}-{self.number}"


def find_readings(case: Case) -> list[Reading]:
    """Return the reading requests of a case, each with what was written before it."""
    state: dict[str, tuple[Triple, ...]] = {}
    readings = []
    for number, request in enumerate(case.requests, start=1):
        wanted = replace(request, target=request.target.replace("$LOCATION$", CREATED))
        graph = graph_of(wanted)
        if wanted.method in READING:
            readings.append(Reading(case, number, wanted, graph, state.get(graph)))
        elif wanted.method == "DELETE":
            state.pop(graph, None)
        else:
            before = () if wanted.method == "PUT" else state.get(graph, ())
            state[graph] = before + tuple(_read_triples(wanted))
    return readings


def graph_of(request: Request) -> str:
    """Return the IRI of the graph that a request names, decoded once."""
    found = _GRAPH.search(request.target)
    if found is not None:
        return unquote(found[1])
    return DEFAULT if request.target.endswith("?default") else CREATED


def _read_triples(request: Request) -> Iterable[Triple]:
    assert request.body is not None
    [content_type] = [value for name, value in request.headers if name == "content-type"]
    boundary = _BOUNDARY.search(content_type)
    if boundary is None:
        return _parse(request.body.text)
    parts = request.body.text.split(f"--{boundary[1]}")[1:-1]
    return [triple for part in parts for triple in _parse(part.partition("\r\n\r\n")[2])]


def _parse(text: str) -> list[Triple]:
    return [quad.triple for quad in parse(text.encode(), RdfFormat.TURTLE)]


def group_readings(readings: Sequence[Reading]) -> list[tuple[State, list[Reading]]]:
    """Return datasets that serve all the readings, each with those that it serves.

    Readings share a dataset where they want no different content of one graph; the
    default graph, being the merge of all others, wants a dataset of its own.
    """
    groups: list[tuple[dict[str, tuple[Triple, ...] | None], list[Reading]]] = []
    for reading in readings:
        for wanted, members in groups:
            if _fits(reading, wanted):
                wanted[reading.graph] = reading.content
                members.append(reading)
                break
        else:
            groups.append(({reading.graph: reading.content}, [reading]))
    return [
        ({graph: content for graph, content in wanted.items() if content is not None}, members)
        for wanted, members in groups
    ]


def _fits(reading: Reading, wanted: Mapping[str, tuple[Triple, ...] | None]) -> bool:
    if reading.graph not in wanted:
        return DEFAULT not in {reading.graph, *wanted}
    found = wanted[reading.graph]
    if found is None or reading.content is None:
        return found is reading.content
    return canonical(found) == canonical(reading.content)


def quads_of(state: State) -> list[Quad]:
    """Return the quads of a dataset; its graphs share no blank nodes."""
    return [
        _place(triple, None if graph == DEFAULT else NamedNode(graph), number)
        for number, (graph, triples) in enumerate(state.items())
        for triple in triples
    ]


def _place(triple: Triple, graph: NamedNode | None, number: int) -> Quad:
    subject, value = triple.subject, triple.object
    if isinstance(subject, BlankNode):
        subject = BlankNode(f"{subject.value}g{number}")
    if isinstance(value, BlankNode):
        value = BlankNode(f"{value.value}g{number}")
    return Quad(subject, triple.predicate, value, graph)
