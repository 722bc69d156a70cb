"""Read the indicators with their texts from the scheme's Turtle file."""

from collections import defaultdict
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from mgi_graph.assets import ONTOLOGY_DIR
from mgi_graph.matching.model import Indicator, SchemeText, TextKind
from mgi_graph.namespaces import MGI, PREFIXES
from mgi_graph.rdf.vocabularies import read_turtle

SCHEME_FILE: Final = ONTOLOGY_DIR / "indicators.ttl"

_IN_DOMAIN: Final = MGI + "inDomain"
_KINDS: Final = {PREFIXES["skos"] + kind.value: kind for kind in TextKind}


def read_scheme(path: Path = SCHEME_FILE) -> tuple[Indicator, ...]:
    """Return every concept that has a domain, with all its labels, definitions and notes.

    Raises :class:`mgi_graph.errors.VocabularyError` where the file cannot be read.
    """
    domains: dict[str, str] = {}
    texts: dict[str, list[SchemeText]] = defaultdict(list)
    for triple in read_turtle(path):
        if not isinstance(triple.subject, NamedNode):
            continue
        slug = _last_part(triple.subject)
        kind = _KINDS.get(triple.predicate.value)
        if kind is not None and isinstance(triple.object, Literal):
            texts[slug].append(SchemeText(kind, triple.object.language or "", triple.object.value))
        elif triple.predicate.value == _IN_DOMAIN and isinstance(triple.object, NamedNode):
            domains[slug] = _last_part(triple.object)
    return tuple(
        Indicator(slug, domain, tuple(sorted(texts[slug])))
        for slug, domain in sorted(domains.items())
    )


def _last_part(iri: NamedNode) -> str:
    return iri.value.rpartition("/")[2]
