"""Describe what findings name: bodies, instruments, programmes, networks, events; and periods."""

from collections.abc import Iterator

from pyoxigraph import Literal, Triple

from mgi_graph.model import Thing
from mgi_graph.rdf.iris import (
    mint_group,
    mint_instant,
    mint_iri,
    mint_kind,
    mint_period,
    mint_review,
    mint_thing,
)
from mgi_graph.rdf.terms import DCTERMS, MGI, RDF, SCHEMA, SKOS, TIME, XSD


def describe_thing(thing: Thing) -> Iterator[Triple]:
    """Describe a thing by what the curation files say of it, its names in profiles apart."""
    iri = mint_thing(thing)
    yield Triple(iri, RDF.type, MGI[thing.thing_class.value])
    yield Triple(iri, MGI.hasReviewStatus, mint_review(thing.status.value))
    if thing.kind:
        yield Triple(iri, DCTERMS.type, mint_kind(thing.kind))
    for place in thing.places:
        yield Triple(iri, MGI.belongsTo, mint_iri("place", place))
    for group in thing.groups:
        yield Triple(iri, MGI.concernsGroup, mint_group(group))
    for language, label in thing.labels.items():
        yield Triple(iri, SKOS.prefLabel, Literal(label, language=language))
    for name in thing.names:
        yield Triple(iri, SCHEMA.name, Literal(name.text, language=name.language))
    if thing.note:
        yield Triple(iri, SKOS.scopeNote, Literal(thing.note, language="en"))


def describe_period(first: int, last: int) -> Iterator[Triple]:
    """Describe an interval of whole years (Time Ontology in OWL, section 4.1)."""
    interval = mint_period(first, last)
    yield Triple(interval, RDF.type, TIME.ProperInterval)
    for predicate, end, year in (
        (TIME.hasBeginning, "beginning", first),
        (TIME.hasEnd, "end", last),
    ):
        instant = mint_instant(interval, end)
        yield Triple(interval, predicate, instant)
        yield Triple(instant, RDF.type, TIME.Instant)
        yield Triple(instant, TIME.inXSDgYear, Literal(f"{year:04d}", datatype=XSD.gYear))
