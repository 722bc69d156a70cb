"""Find the place in a source text that a node of the data was read from."""

from collections.abc import Iterator

import rdflib
from rdflib import DCTERMS, PROV, RDF, Literal, Namespace
from rdflib.term import Node as RdflibNode

from mgi_graph.namespaces import PREFIXES
from mgi_graph.validation.report import Location

_MGI = Namespace(PREFIXES["mgi"])
_OA = Namespace(PREFIXES["oa"])
_SCHEMA = Namespace(PREFIXES["schema"])
_SPDX = Namespace(PREFIXES["spdx"])


def find_culprit(data: rdflib.Graph, focus: RdflibNode, value: RdflibNode | None) -> RdflibNode:
    """Return the node to blame.

    It is a finding that its profile's result names, or the mention or claim of one,
    else the focus node.
    """
    if value is None:
        return focus
    findings = (value, *data.objects(value, _MGI.hasFinding))
    return value if any((each, _MGI.reportedIn, focus) in data for each in findings) else focus


def find_source(data: rdflib.Graph, node: RdflibNode, language: str | None) -> Location | None:
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
        str(name)
        for document in _documents(data, node)
        for name in data.objects(document, _SCHEMA.name)
    ]
    return Location(min(names)) if names else None


def find_profiles(data: rdflib.Graph) -> Iterator[tuple[RdflibNode, Location]]:
    """Yield each profile with the source document that it was read from."""
    for profile in data.subjects(RDF.type, _MGI.Profile):
        place = find_source(data, profile, None)
        if place is not None:
            yield profile, place


def _order(place: Location) -> tuple[str, int]:
    return (place.file, place.line or 0)


def _passages(data: rdflib.Graph, node: RdflibNode) -> Iterator[RdflibNode]:
    if (node, _OA.hasSource, None) in data:
        yield node
    yield from data.objects(node, PROV.wasQuotedFrom)
    yield from data.subjects(_OA.hasSelector, node)
    if not any((node, each, None) in data for each in (_OA.hasSource, PROV.wasQuotedFrom)):
        for finding in data.objects(node, _MGI.hasFinding):
            yield from data.objects(finding, PROV.wasQuotedFrom)


def _locate(data: rdflib.Graph, passage: RdflibNode) -> Iterator[tuple[str, Location]]:
    """Yield the language of a passage with its place, once for each name of its source."""
    lines = (each.value for each in data.objects(passage, _MGI.line) if isinstance(each, Literal))
    line = min((each for each in lines if isinstance(each, int)), default=None)
    language = min(map(str, data.objects(passage, DCTERMS.language)), default="")
    for document in data.objects(passage, _OA.hasSource):
        for name in data.objects(document, _SCHEMA.name):
            yield language, Location(str(name), line)


def _documents(data: rdflib.Graph, node: RdflibNode) -> Iterator[RdflibNode]:
    if (node, RDF.type, _MGI.SourceDocument) in data:
        yield node
    yield from data.objects(node, PROV.wasDerivedFrom)
    yield from data.subjects(_SPDX.checksum, node)
    for profile in data.objects(node, _MGI.reportedIn):
        yield from data.objects(profile, PROV.wasDerivedFrom)
