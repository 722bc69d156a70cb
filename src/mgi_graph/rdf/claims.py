"""Write what findings state of bodies, places and instruments, with the words that state it.

A relation or a year is one plain statement, to be asked for, and a claim beside it,
which says in which finding it stands, in which words, and how far it was reviewed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from mgi_graph.model import (
    CuratedPeriod,
    CuratedRelation,
    CuratedYear,
    Located,
    Quotation,
    RelationProperty,
    ReviewStatus,
    Thing,
)
from mgi_graph.model.names import slugify
from mgi_graph.rdf.iris import (
    mint_claim,
    mint_claim_passage,
    mint_finding,
    mint_iri,
    mint_period,
    mint_review,
    mint_source,
    mint_thing,
)
from mgi_graph.rdf.passages import describe_passage
from mgi_graph.rdf.terms import DCTERMS, MGI, ORG, PROV, RDF, XSD

_PROPERTIES = {
    RelationProperty.IS_RESPONSIBLE_FOR: MGI.isResponsibleFor,
    RelationProperty.RESPONSIBILITY: MGI.responsibility,
    RelationProperty.IS_MEMBER_OF: MGI.isMemberOf,
    RelationProperty.COOPERATES_WITH: MGI.cooperatesWith,
    RelationProperty.SUB_ORGANIZATION_OF: ORG.subOrganizationOf,
    RelationProperty.CREATOR: DCTERMS.creator,
    RelationProperty.RELATION: DCTERMS.relation,
}

_OF_THE_PRACTICE = "finding"
"""What stands for the subject in the IRI of a claim on the practice that a finding describes."""

_WORDS_IN_A_PATH = 6
"""How many words of a responsibility name its claim."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """Hold a statement, the words that make it, and the path of the claim's IRI."""

    path: tuple[str | int, ...]
    statement: Triple
    quotations: Sequence[Quotation]
    status: ReviewStatus
    through: NamedNode | None = None


def describe_claims(
    profile: str, located: Located, things: Mapping[str, Thing]
) -> Iterator[Triple]:
    """Describe what a finding of ``profile`` states; ``things`` are by their slugs.

    A slug that is none of theirs is a place's. Periods are described elsewhere.
    """
    for relation, quotations in located.relations:
        yield from _describe_claim(profile, located, _relate(relation, quotations, things))
    for year, quotations in located.years:
        yield from _describe_claim(
            profile, located, _date(profile, year, quotations, located, things)
        )
    for period, quotations in located.periods:
        yield from _describe_claim(profile, located, _delimit(period, quotations, things))


def _name(slug: str, things: Mapping[str, Thing]) -> NamedNode:
    return mint_thing(things[slug]) if slug in things else mint_iri("place", slug)


def _relate(
    relation: CuratedRelation, quotations: Sequence[Quotation], things: Mapping[str, Thing]
) -> _Claim:
    subject, predicate = _name(relation.subject, things), _PROPERTIES[relation.property]
    stated: NamedNode | Literal
    if relation.object is None:
        words = relation.words or ""
        stated = Literal(words, language=quotations[0].statement.language)
        end = slugify(" ".join(words.split()[:_WORDS_IN_A_PATH]))
    else:
        stated, end = _name(relation.object, things), relation.object
    through = None if relation.through is None else _name(relation.through, things)
    path = (relation.subject, relation.property.value, end)
    return _Claim(path, Triple(subject, predicate, stated), quotations, relation.status, through)


def _date(
    profile: str,
    year: CuratedYear,
    quotations: Sequence[Quotation],
    located: Located,
    things: Mapping[str, Thing],
) -> _Claim:
    practice = mint_finding(profile, located.finding)
    subject = practice if year.of is None else _name(year.of, things)
    path = (year.of or _OF_THE_PRACTICE, year.property.value, year.year)
    stated = Literal(f"{year.year:04d}", datatype=XSD.gYear)
    statement = Triple(subject, MGI[year.property.value], stated)
    return _Claim(path, statement, quotations, year.status)


def _delimit(
    period: CuratedPeriod, quotations: Sequence[Quotation], things: Mapping[str, Thing]
) -> _Claim:
    interval = mint_period(period.first, period.last)
    path = (period.of, "hasPeriod", f"{period.first}-{period.last}")
    statement = Triple(_name(period.of, things), MGI.hasPeriod, interval)
    return _Claim(path, statement, quotations, period.status)


def _describe_claim(profile: str, located: Located, claim: _Claim) -> Iterator[Triple]:
    iri = mint_claim(profile, located.finding, *claim.path)
    stated = claim.statement
    yield stated
    yield Triple(iri, RDF.type, MGI.Claim)
    yield Triple(iri, MGI.hasFinding, mint_finding(profile, located.finding))
    yield Triple(iri, MGI.hasSubject, stated.subject)
    yield Triple(iri, MGI.hasPredicate, stated.predicate)
    is_thing = isinstance(stated.object, NamedNode)
    yield Triple(iri, MGI.hasObject if is_thing else MGI.claimedValue, stated.object)
    yield Triple(iri, MGI.hasReviewStatus, mint_review(claim.status.value))
    if claim.through is not None:
        yield Triple(iri, MGI.takesPlaceThrough, claim.through)
    for quotation in claim.quotations:
        yield from _describe_words(iri, profile, quotation)


def _describe_words(claim: NamedNode, profile: str, quotation: Quotation) -> Iterator[Triple]:
    statement = quotation.statement
    language = statement.source.language
    passage, source = mint_claim_passage(claim, language), mint_source(profile, language)
    words = Literal(quotation.text, language=statement.language)
    yield Triple(claim, PROV.wasQuotedFrom, passage)
    yield Triple(claim, MGI.wording, words)
    yield Triple(passage, RDF.type, MGI.Passage)
    yield from describe_passage(passage, source, statement.language, quotation.span)
