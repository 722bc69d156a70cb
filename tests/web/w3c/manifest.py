"""Read the W3C's executable cases: which requests to send, and what must come back."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import RDFS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

FOLDER: Final = Path(__file__).resolve().parents[4] / "shared" / "w3c" / "sparql11"
"""The suites, beside the project; they are no part of it."""

MF: Final = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
UT: Final = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT: Final = Namespace("http://www.w3.org/2011/http#")
HTS: Final = Namespace("http://www.w3.org/2011/http-statusCodes#")
CNT: Final = Namespace("http://www.w3.org/2011/content#")

_BASES: Final = {
    "protocol": "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/",
    "service-description": (
        "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/service-description/"
    ),
    "graph-store-protocol": "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/http-rdf-update/",
}
_STATUSES: Final = {
    **{f"StatusCode{digit}xx": range(digit * 100, digit * 100 + 100) for digit in range(1, 6)},
    "OK": range(200, 201),
    "Created": range(201, 202),
    "NoContent": range(204, 205),
    "NotFound": range(404, 405),
}


@dataclass(frozen=True, slots=True)
class Body:
    """Hold a body as it stands in the manifest: its characters and their encoding."""

    text: str
    encoding: str

    def encode(self) -> bytes:
        """Return the bytes that go over the wire."""
        return self.text.encode(self.encoding)


@dataclass(frozen=True, slots=True)
class Expected:
    """Say what must come back; ``None`` where the manifest asks for nothing."""

    statuses: tuple[range, ...]
    boolean: bool | None = None
    format: str | None = None
    location: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    body: Body | None = None

    def has_status(self, status: int) -> bool:
        """Say whether the status is one of those expected."""
        return any(status in each for each in self.statuses)


@dataclass(frozen=True, slots=True)
class Request:
    """Hold one request; ``target`` is the manifest's absolute path."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: Body | None
    expected: Expected


@dataclass(frozen=True, slots=True)
class Case:
    """Hold one case; ``graphs`` are the files to load, each under its IRI."""

    iri: str
    name: str
    title: str
    graphs: tuple[tuple[str, Path], ...]
    requires: tuple[str, ...]
    requests: tuple[Request, ...]


def read_suite(name: str, folder: Path = FOLDER) -> tuple[Case, ...]:
    """Return the cases of a suite, those of included manifests too, in the manifests' order."""
    return tuple(_read_manifest(folder / name / "manifest.ttl", _BASES[name]))


def _read_manifest(path: Path, base: str) -> Iterator[Case]:
    graph = Graph().parse(path, format="turtle", publicID=f"{base}{path.name}")
    manifest = URIRef(f"{base}{path.name}")
    for entry in _list(graph, manifest, MF.entries):
        yield _read_case(graph, entry, path.parent)
    for included in _list(graph, manifest, MF.include):
        yield from _read_manifest(path.parent / str(included).rpartition("/")[2], base)


def _read_case(graph: Graph, case: Node, folder: Path) -> Case:
    action = graph.value(case, MF.action)
    return Case(
        iri=str(case),
        name=str(case).rpartition("#")[2],
        title=_text(graph, case, MF.name) or "",
        graphs=tuple(
            sorted(_read_graph(graph, each, folder) for each in graph.objects(case, UT.graphData))
        ),
        requires=tuple(
            sorted(str(each).rpartition("#")[2] for each in graph.objects(case, MF.requires))
        ),
        requests=tuple(_read_request(graph, each) for each in _list(graph, action, HT.requests)),
    )


def _read_graph(graph: Graph, data: Node, folder: Path) -> tuple[str, Path]:
    label, file = graph.value(data, RDFS.label), graph.value(data, UT.graph)
    assert label is not None
    assert file is not None
    return str(label), folder / str(file).rpartition("/")[2]


def _read_request(graph: Graph, request: Node) -> Request:
    response = graph.value(request, HT.resp)
    assert response is not None
    method, target = _text(graph, request, HT.methodName), _text(graph, request, HT.absolutePath)
    assert method is not None
    assert target is not None
    assert _text(graph, request, HT.httpVersion) == "1.1"
    return Request(
        method,
        target,
        _read_headers(graph, request),
        _read_body(graph, request),
        _read_expected(graph, response),
    )


def _read_expected(graph: Graph, response: Node) -> Expected:
    boolean = graph.value(response, MF.expectedBoolean)
    statuses = [str(each).rpartition("#")[2] for each in graph.objects(response, MF.expectedStatus)]
    assert statuses, "the manifest expects no status"
    return Expected(
        tuple(_STATUSES[each] for each in sorted(statuses)),
        bool(boolean.toPython()) if isinstance(boolean, Literal) else None,
        _text(graph, response, MF.expectedFormat),
        _text(graph, response, MF.expectedLocation),
        _read_headers(graph, response),
        _read_body(graph, response),
    )


def _read_headers(graph: Graph, message: Node) -> tuple[tuple[str, str], ...]:
    pairs = [
        (_text(graph, each, HT.fieldName), _text(graph, each, HT.fieldValue))
        for each in _list(graph, message, HT.headers)
    ]
    return tuple((name, value) for name, value in pairs if name is not None and value is not None)


def _read_body(graph: Graph, message: Node) -> Body | None:
    body = graph.value(message, HT.body)
    if body is None:
        return None
    text, encoding = _text(graph, body, CNT.chars), _text(graph, body, CNT.characterEncoding)
    assert text is not None
    assert encoding is not None
    return Body(text, encoding)


def _list(graph: Graph, node: Node | None, prop: URIRef) -> list[Node]:
    head = None if node is None else graph.value(node, prop)
    return [] if head is None else list(Collection(graph, head))


def _text(graph: Graph, node: Node, prop: URIRef) -> str | None:
    found = graph.value(node, prop)
    return None if found is None else str(found)
