"""Say which things a finding names, and with which words of its source."""

from collections import Counter
from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from mgi_graph.model import CuratedMention, Located, Quotation, Thing
from mgi_graph.rdf.iris import (
    mint_finding,
    mint_mention,
    mint_review,
    mint_source,
    mint_thing,
)
from mgi_graph.rdf.passages import describe_passage
from mgi_graph.rdf.terms import MGI, RDF, SCHEMA


def describe_mentions(
    profile: str, located: Located, things: Mapping[str, Thing]
) -> Iterator[Triple]:
    """Describe the mentions in a finding of ``profile``; ``things`` are by their slugs."""
    finding = mint_finding(profile, located.finding)
    for mention, quotation, number in _number(located):
        thing = mint_thing(things[mention.thing])
        language = quotation.statement.source.language
        iri = mint_mention(profile, located.finding, language, mention.thing, number)
        yield Triple(finding, MGI.mentions, thing)
        yield Triple(iri, RDF.type, MGI.Mention)
        yield Triple(iri, MGI.hasFinding, finding)
        yield Triple(iri, MGI.refersTo, thing)
        yield Triple(iri, MGI.hasReviewStatus, mint_review(mention.status.value))
        yield from _describe_words(iri, profile, mention, quotation, thing)


def _number(located: Located) -> Iterator[tuple[CuratedMention, Quotation, int]]:
    """Count the mentions of each thing in each statement, in the order of their words."""
    seen: Counter[tuple[str, str]] = Counter()
    quoted = [
        (each, quotation) for each, quotations in located.mentions for quotation in quotations
    ]
    for mention, quotation in sorted(quoted, key=lambda pair: pair[1].span.start):
        key = (quotation.statement.source.name, mention.thing)
        seen[key] += 1
        yield mention, quotation, seen[key]


def _describe_words(
    iri: NamedNode, profile: str, mention: CuratedMention, quotation: Quotation, thing: NamedNode
) -> Iterator[Triple]:
    statement = quotation.statement
    source = mint_source(profile, statement.source.language)
    words = Literal(quotation.text, language=mention.language or statement.language)
    yield Triple(iri, MGI.wording, words)
    yield from describe_passage(iri, source, statement.language, quotation.span)
    if mention.is_name:
        yield Triple(thing, SCHEMA.name, words)
