"""Find the place in a source text that a node of the data was read from."""

from collections.abc import Iterator

from pyoxigraph import Literal

from mgi_graph.rdf.terms import DCTERMS, MGI, OA, PROV, RDF, SCHEMA
from mgi_graph.validation.report import Location, Node
from mgi_graph.validation.statements import Statements


def find_culprit(data: Statements, focus: Node, value: Node | None) -> Node:
    """Return the node to blame.

    It is a finding that its profile's result names, or the mention or claim of one,
    else the focus node.
    """
    if value is None:
        return focus
    findings = (value, *data.objects(value, MGI.hasFinding))
    return value if any(focus in data.objects(each, MGI.reportedIn) for each in findings) else focus


def find_source(data: Statements, node: Node, language: str | None) -> Location | None:
    """Return the place of a node in its source text, or ``None`` where the data does not say.

    A finding stands in the passage that it quotes, the one in ``language`` where
    there are several; a passage, its selector and the source document stand for
    themselves; what is recorded of a finding stands where the finding does, unless it
    has words of its own; a finding without passage and a profile stand in the source
    document as a whole.
    """
    passages = [place for each in _passages(data, node) for place in _locate(data, each)]
    same_language = [place for tag, place in passages if tag == language]
    if places := same_language or [place for _, place in passages]:
        return min(places, key=_order)
    names = [
        _text(name)
        for document in _documents(data, node)
        for name in data.objects(document, SCHEMA.name)
    ]
    return Location(min(names)) if names else None


def find_profiles(data: Statements) -> Iterator[tuple[Node, Location]]:
    """Yield each profile with the source document that it was read from."""
    for profile in data.profiles():
        place = find_source(data, profile, None)
        if place is not None:
            yield profile, place


def _order(place: Location) -> tuple[str, int]:
    return (place.file, place.line or 0)


def _text(node: Node) -> str:
    return node.value


def _passages(data: Statements, node: Node) -> Iterator[Node]:
    is_passage, quoted = data.objects(node, OA.hasSource), data.objects(node, PROV.wasQuotedFrom)
    if is_passage:
        yield node
    yield from quoted
    if not is_passage and not quoted:
        yield from data.selected(node)
        for finding in data.objects(node, MGI.hasFinding):
            yield from data.objects(finding, PROV.wasQuotedFrom)


def _locate(data: Statements, passage: Node) -> Iterator[tuple[str, Location]]:
    """Yield the language of a passage with its place, once for each name of its source."""
    lines = (_line(each) for each in data.objects(passage, MGI.line))
    line = min((each for each in lines if each is not None), default=None)
    language = min(map(_text, data.objects(passage, DCTERMS.language)), default="")
    for document in data.objects(passage, OA.hasSource):
        for name in data.objects(document, SCHEMA.name):
            yield language, Location(_text(name), line)


def _line(node: Node) -> int | None:
    """Return a line number, or ``None`` for what is none."""
    is_number = isinstance(node, Literal) and node.value.isascii() and node.value.isdigit()
    return int(node.value) if is_number else None


def _documents(data: Statements, node: Node) -> Iterator[Node]:
    if MGI.SourceDocument in data.objects(node, RDF.type):
        yield node
    yield from data.objects(node, PROV.wasDerivedFrom)
    yield from data.summed(node)
    for profile in data.objects(node, MGI.reportedIn):
        yield from data.objects(profile, PROV.wasDerivedFrom)
