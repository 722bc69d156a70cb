"""Test what becomes of the things that people and methods say of findings."""

from collections.abc import Iterator

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from mgi_graph.model import (
    CuratedFinding,
    CuratedMention,
    CuratedPeriod,
    CuratedRelation,
    CuratedYear,
    DomainSlug,
    Finding,
    Language,
    Located,
    RelationProperty,
    ReviewStatus,
    Source,
    Span,
    Statement,
    Status,
    Suggestion,
    Thing,
    ThingClass,
    ThingName,
    YearProperty,
    quote,
)
from mgi_graph.namespaces import ID
from mgi_graph.rdf.assignments import describe_assignments
from mgi_graph.rdf.claims import describe_claims
from mgi_graph.rdf.mentions import describe_mentions
from mgi_graph.rdf.terms import DCTERMS, MGI, OA, PROV, RDF, SCHEMA, SKOS, TIME, XSD
from mgi_graph.rdf.things import describe_period, describe_thing

PROFILE = "gha-accra-2019"
WORDS = "The Office (created in 2015) runs the Welcome Plan 2016-2020 with the UN and the UN."
SOURCE = Source("a.txt", "a.txt", "ab" * 32, 500, Language.EN)
FINDING = Finding(
    DomainSlug.PARTNERSHIPS,
    Status.WELL_DEVELOPED,
    2,
    (Statement(WORDS, Language.EN, SOURCE, Span(100, 100 + len(WORDS), 9), WORDS),),
)
PATH = f"{PROFILE}/partnerships/well-developed/2"
FINDING_IRI = NamedNode(f"{ID}finding/{PATH}")
OFFICE = NamedNode(f"{ID}agent/gha-accra-office")
PLAN = NamedNode(f"{ID}instrument/gha-accra-welcome-plan")


def _thing(slug: str, thing_class: ThingClass, kind: str = "") -> Thing:
    labels = {"en": slug, "es": slug, "fr": slug}
    return Thing(slug, thing_class, kind, ("gha-accra",), (), labels, 1)


THINGS = {
    each.slug: each
    for each in (
        _thing("gha-accra-office", ThingClass.INSTITUTION),
        _thing("gha-accra-welcome-plan", ThingClass.POLICY_INSTRUMENT, "plan"),
        _thing("united-nations", ThingClass.INSTITUTION),
    )
}


def _objects(triples: Iterator[Triple] | set[Triple], iri: NamedNode) -> set[tuple[str, str]]:
    """Return predicate and object of what is said of ``iri``, as text."""
    return {
        (triple.predicate.value, getattr(triple.object, "value", ""))
        for triple in triples
        if triple.subject == iri
    }


def _row(status: ReviewStatus, suggestion: Suggestion | None, *indicators: str) -> CuratedFinding:
    return CuratedFinding(
        FINDING_IRI.value, "The Office", indicators, 1, status, suggestion, groups=("refugees",)
    )


SIMILAR = f"{ID}finding/col-medellin-2022/partnerships/well-developed/2"
SUGGESTION = Suggestion(
    "city-networks", 0.9, "use+e5", ("Plan",), "City networks", (SIMILAR,), ("academia",)
)


@pytest.mark.parametrize(
    ("status", "suggestion", "method", "confidence"),
    [
        (ReviewStatus.CONFIRMED, None, "reading", None),
        (ReviewStatus.CONFIRMED, SUGGESTION, "use-e5", "0.90"),
        (ReviewStatus.SUGGESTED, SUGGESTION, "use-e5", "0.90"),
        (ReviewStatus.CHANGED, SUGGESTION, "reading", None),
    ],
    ids=["read", "confirmed", "suggested", "changed"],
)
def test_assignment_says_who_chose_the_indicator_and_how_surely(
    status: ReviewStatus, suggestion: Suggestion | None, method: str, confidence: str | None
) -> None:
    """A person's own choice has no confidence, a proposal has that of its method."""
    row = _row(status, suggestion, "city-networks")
    triples = set(describe_assignments(PROFILE, Located(FINDING, row)))
    assert Triple(FINDING_IRI, MGI.addresses, NamedNode(f"{ID}indicator/city-networks")) in triples
    assert Triple(FINDING_IRI, MGI.concernsGroup, NamedNode(f"{ID}group/refugees")) in triples
    expected = {
        (RDF.type.value, MGI.IndicatorAssignment.value),
        (MGI.hasFinding.value, FINDING_IRI.value),
        (MGI.hasIndicator.value, f"{ID}indicator/city-networks"),
        (MGI.hasReviewStatus.value, f"{ID}review/{status.value}"),
        (MGI.hasMethod.value, f"{ID}method/{method}"),
    }
    if confidence is not None:
        expected |= {
            (MGI.confidence.value, confidence),
            (MGI.decisiveWord.value, "Plan"),
            (MGI.isSupportedBy.value, SIMILAR),
        }
    iri = NamedNode(f"{ID}assignment/{PATH}/city-networks")
    assert _objects(triples, iri) == expected


def test_second_indicator_of_a_confirmed_row_was_chosen_by_reading() -> None:
    """The suggestion speaks for its own indicator alone."""
    row = _row(ReviewStatus.CONFIRMED, SUGGESTION, "city-networks", "academia")
    triples = set(describe_assignments(PROFILE, Located(FINDING, row)))
    iri = NamedNode(f"{ID}assignment/{PATH}/academia")
    assert (MGI.hasMethod.value, f"{ID}method/reading") in _objects(triples, iri)


def test_mentions_say_which_words_name_what() -> None:
    """Each has its words and their place; a second one of a thing in a statement is numbered."""
    mentions = (
        CuratedMention("UN", "united-nations", 1, occurrence=2, is_name=False),
        CuratedMention("UN", "united-nations", 1, occurrence=1),
    )
    row = _row(ReviewStatus.CONFIRMED, None)
    quoted = tuple((each, quote(FINDING, each.text, each.occurrence)) for each in mentions)
    triples = set(describe_mentions(PROFILE, Located(FINDING, row, quoted), THINGS))
    united_nations = NamedNode(f"{ID}agent/united-nations")
    assert Triple(FINDING_IRI, MGI.mentions, united_nations) in triples
    assert Triple(united_nations, SCHEMA.name, Literal("UN", language="en")) in triples
    first = NamedNode(f"{ID}mention/{PATH}/en/united-nations")
    assert _objects(triples, first) == {
        (RDF.type.value, MGI.Mention.value),
        (MGI.hasFinding.value, FINDING_IRI.value),
        (MGI.refersTo.value, united_nations.value),
        (MGI.hasReviewStatus.value, f"{ID}review/confirmed"),
        (MGI.wording.value, "UN"),
        (DCTERMS.language.value, "en"),
        (OA.hasSource.value, f"{ID}source/{PROFILE}/en"),
        (OA.hasSelector.value, f"{first.value}/position"),
        (MGI.line.value, "9"),
    }
    positions = {
        triple.subject.value: triple.object.value
        for triple in triples
        if triple.predicate == OA.start
        and isinstance(triple.subject, NamedNode)
        and isinstance(triple.object, Literal)
    }
    assert positions == {
        f"{first.value}/position": str(100 + WORDS.index("UN")),
        f"{first.value}/2/position": str(100 + WORDS.rindex("UN")),
    }


def test_words_that_are_no_name_give_none() -> None:
    """“The plan” is not what a plan is called."""
    mention = CuratedMention("Plan", "gha-accra-welcome-plan", 1, is_name=False)
    quoted = ((mention, quote(FINDING, "Plan")),)
    located = Located(FINDING, _row(ReviewStatus.CONFIRMED, None), quoted)
    triples = set(describe_mentions(PROFILE, located, THINGS))
    assert not [each for each in triples if each.predicate == SCHEMA.name]


def _claims(located: Located) -> set[Triple]:
    return set(describe_claims(PROFILE, located, THINGS))


def test_relation_is_stated_and_claimed() -> None:
    """The claim says what is stated, in which finding, in which words."""
    relation = CuratedRelation(
        "gha-accra-office",
        RelationProperty.IS_RESPONSIBLE_FOR,
        "runs",
        1,
        object="gha-accra-welcome-plan",
    )
    row = _row(ReviewStatus.CONFIRMED, None)
    triples = _claims(Located(FINDING, row, relations=((relation, quote(FINDING, "runs")),)))
    assert Triple(OFFICE, MGI.isResponsibleFor, PLAN) in triples
    claim = NamedNode(f"{ID}claim/{PATH}/gha-accra-office/isResponsibleFor/gha-accra-welcome-plan")
    assert _objects(triples, claim) == {
        (RDF.type.value, MGI.Claim.value),
        (MGI.hasFinding.value, FINDING_IRI.value),
        (MGI.hasSubject.value, OFFICE.value),
        (MGI.hasPredicate.value, MGI.isResponsibleFor.value),
        (MGI.hasObject.value, PLAN.value),
        (MGI.hasReviewStatus.value, f"{ID}review/confirmed"),
        (PROV.wasQuotedFrom.value, f"{claim.value}/passage/en"),
        (MGI.wording.value, "runs"),
    }
    position = NamedNode(f"{claim.value}/passage/en/position")
    assert (OA.start.value, str(100 + WORDS.index("runs"))) in _objects(triples, position)


def test_cooperation_of_a_place_may_go_through_a_body() -> None:
    """A slug that is no thing's is a place's."""
    relation = CuratedRelation(
        "gha-accra",
        RelationProperty.COOPERATES_WITH,
        "with",
        1,
        object="united-nations",
        through="gha-accra-office",
    )
    row = _row(ReviewStatus.CONFIRMED, None)
    triples = _claims(Located(FINDING, row, relations=((relation, quote(FINDING, "with")),)))
    place, united_nations = (
        NamedNode(f"{ID}place/gha-accra"),
        NamedNode(f"{ID}agent/united-nations"),
    )
    assert Triple(place, MGI.cooperatesWith, united_nations) in triples
    claim = NamedNode(f"{ID}claim/{PATH}/gha-accra/cooperatesWith/united-nations")
    assert Triple(claim, MGI.takesPlaceThrough, OFFICE) in triples


def test_responsibility_is_given_in_the_finding_s_words() -> None:
    """What has no name of its own is not made a thing."""
    relation = CuratedRelation(
        "gha-accra-office",
        RelationProperty.RESPONSIBILITY,
        "runs",
        1,
        words="the Welcome Plan 2016-2020 with the UN",
    )
    row = _row(ReviewStatus.CONFIRMED, None)
    triples = _claims(Located(FINDING, row, relations=((relation, quote(FINDING, "runs")),)))
    words = Literal("the Welcome Plan 2016-2020 with the UN", language="en")
    assert Triple(OFFICE, MGI.responsibility, words) in triples
    claim = f"{ID}claim/{PATH}/gha-accra-office/responsibility/the-welcome-plan-2016-2020-with-the"
    assert Triple(NamedNode(claim), MGI.claimedValue, words) in triples


@pytest.mark.parametrize(
    ("of", "subject", "path"),
    [
        ("gha-accra-office", OFFICE, "gha-accra-office"),
        (None, FINDING_IRI, "finding"),
    ],
    ids=["of a thing", "of the practice"],
)
def test_year_is_stated_of_a_thing_or_of_the_practice(
    of: str | None, subject: NamedNode, path: str
) -> None:
    """Without a thing it dates what the finding describes."""
    year = CuratedYear(2015, YearProperty.YEAR, "created in 2015", 1, of=of)
    row = _row(ReviewStatus.CONFIRMED, None)
    triples = _claims(Located(FINDING, row, years=((year, quote(FINDING, "created in 2015")),)))
    value = Literal("2015", datatype=XSD.gYear)
    assert Triple(subject, MGI.year, value) in triples
    assert (
        Triple(NamedNode(f"{ID}claim/{PATH}/{path}/year/2015"), MGI.claimedValue, value) in triples
    )


def test_period_is_an_interval_with_both_its_years() -> None:
    """The Time Ontology's terms say when it begins and when it ends."""
    period = CuratedPeriod(2016, 2020, "gha-accra-welcome-plan", "2016-2020", 1)
    row = _row(ReviewStatus.CONFIRMED, None)
    triples = _claims(Located(FINDING, row, periods=((period, quote(FINDING, "2016-2020")),)))
    interval = NamedNode(f"{ID}period/2016-2020")
    assert Triple(PLAN, MGI.hasPeriod, interval) in triples
    triples |= set(describe_period(2016, 2020))
    assert Triple(interval, TIME.hasBeginning, NamedNode(f"{interval.value}/beginning")) in triples
    end = NamedNode(f"{interval.value}/end")
    assert Triple(end, TIME.inXSDgYear, Literal("2020", datatype=XSD.gYear)) in triples


def test_thing_is_described() -> None:
    """Class, kind, place, groups and labels, and further names."""
    thing = Thing(
        "gha-accra-plan",
        ThingClass.POLICY_INSTRUMENT,
        "plan",
        ("gha-accra",),
        (ThingName("Plan d’accueil", "fr"),),
        {"en": "Plan", "es": "Plan", "fr": "Plan"},
        1,
        groups=("refugees",),
        note="Being prepared.",
    )
    triples = set(describe_thing(thing))
    assert _objects(triples, NamedNode(f"{ID}instrument/gha-accra-plan")) == {
        (RDF.type.value, MGI.PolicyInstrument.value),
        (MGI.hasReviewStatus.value, f"{ID}review/confirmed"),
        (DCTERMS.type.value, f"{ID}kind/plan"),
        (MGI.belongsTo.value, f"{ID}place/gha-accra"),
        (MGI.concernsGroup.value, f"{ID}group/refugees"),
        (SKOS.prefLabel.value, "Plan"),
        (SCHEMA.name.value, "Plan d’accueil"),
        (SKOS.scopeNote.value, "Being prepared."),
    }
