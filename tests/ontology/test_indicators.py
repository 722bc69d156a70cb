"""Test the indicator scheme as qSKOS would, and that it covers what profiles speak of."""

import re
import unicodedata
from collections import Counter, defaultdict

import pytest
import yaml
from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from mgi_graph.assets import CURATION_DIR
from mgi_graph.namespaces import ID, MGI

INDICATOR = URIRef(MGI + "Indicator")
IN_DOMAIN = URIRef(MGI + "inDomain")
SCHEME = URIRef(ID + "scheme/indicators")
SDG = Namespace("http://metadata.un.org/sdg/")
LANGUAGES = ["en", "es", "fr", "pt"]


@pytest.fixture(scope="module")
def indicators(ontology: Graph) -> list[Node]:
    """Return the concepts of the scheme, of which there must be some."""
    found = sorted(ontology.subjects(RDF.type, INDICATOR), key=str)
    assert found
    return found


def _texts(graph: Graph, subject: Node, predicate: URIRef) -> list[Literal]:
    return [text for text in graph.objects(subject, predicate) if isinstance(text, Literal)]


def _folded(text: Literal) -> tuple[str | None, str]:
    """Return a text as one who types in haste writes it: no case, no accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return text.language, "".join(part for part in parts if not unicodedata.combining(part))


def test_scheme_has_sixty_to_ninety_concepts(indicators: list[Node]) -> None:
    """Fine enough to tell matters apart, coarse enough that places meet."""
    assert 60 <= len(indicators) <= 90


def test_every_domain_has_indicators(ontology: Graph, indicators: list[Node]) -> None:
    """Each indicator is in one domain, and no domain is without."""
    domains = [list(ontology.objects(each, IN_DOMAIN)) for each in indicators]
    assert all(len(each) == 1 for each in domains)
    assert len({each[0] for each in domains}) == 6


@pytest.mark.parametrize(
    "predicate", [SKOS.prefLabel, SKOS.definition], ids=["label", "definition"]
)
def test_text_stands_once_in_each_language(
    ontology: Graph, indicators: list[Node], predicate: URIRef
) -> None:
    """English, Spanish, French and Portuguese, one each."""
    wrong = {
        each: languages
        for each in indicators
        if (languages := sorted(str(text.language) for text in _texts(ontology, each, predicate)))
        != LANGUAGES
    }
    assert wrong == {}


@pytest.mark.parametrize(
    "predicate", [SKOS.prefLabel, SKOS.definition], ids=["label", "definition"]
)
def test_no_two_indicators_share_a_text(
    ontology: Graph, indicators: list[Node], predicate: URIRef
) -> None:
    """Neither a label nor a definition stands for two concepts."""
    counted = Counter(
        _folded(text) for each in indicators for text in _texts(ontology, each, predicate)
    )
    assert [text for text, number in counted.items() if number > 1] == []


def test_no_indicator_has_a_label_twice(ontology: Graph, indicators: list[Node]) -> None:
    """An alternative label says what neither the preferred one nor another does (SKOS S13)."""
    twice = {
        (each, label): number
        for each in indicators
        for label, number in Counter(
            _folded(text)
            for predicate in (SKOS.prefLabel, SKOS.altLabel)
            for text in _texts(ontology, each, predicate)
        ).items()
        if number > 1
    }
    assert twice == {}


def test_no_two_indicators_share_a_label(ontology: Graph, indicators: list[Node]) -> None:
    """Whoever looks for a name, preferred or not, is led to one concept."""
    owners: dict[tuple[str | None, str], set[Node]] = defaultdict(set)
    for each in indicators:
        for predicate in (SKOS.prefLabel, SKOS.altLabel):
            for text in _texts(ontology, each, predicate):
                owners[_folded(text)].add(each)
    assert {label: found for label, found in owners.items() if len(found) > 1} == {}


def test_every_indicator_can_be_found_in_four_languages(
    ontology: Graph, indicators: list[Node]
) -> None:
    """Readers of each language of profiles have words of their own to search by."""
    missing = [
        (each, language)
        for each in indicators
        for language in LANGUAGES
        if not any(text.language == language for text in _texts(ontology, each, SKOS.altLabel))
    ]
    assert missing == []


def test_related_holds_both_ways(ontology: Graph, indicators: list[Node]) -> None:
    """A neighbour is a neighbour of its neighbour, and never of itself."""
    related = set(ontology.subject_objects(SKOS.related))
    assert related
    assert {(b, a) for a, b in related} == related
    assert not any(a == b for a, b in related)
    assert {node for pair in related for node in pair} <= set(indicators)


def test_matches_lead_somewhere(ontology: Graph, indicators: list[Node]) -> None:
    """What a concept of ours is matched to exists, or is a target of the SDGs."""
    for each in indicators:
        for predicate in (SKOS.closeMatch, SKOS.relatedMatch):
            for match in ontology.objects(each, predicate):
                known = (match, RDF.type, None) in ontology
                assert known or re.fullmatch(
                    re.escape(SDG) + r"\d{1,2}\.(\d{1,2}|[a-d])", str(match)
                )


def test_sdg_is_never_matched_exactly(ontology: Graph, indicators: list[Node]) -> None:
    """Indicators of ours are not those of anybody else."""
    assert not any((each, SKOS.exactMatch, None) in ontology for each in indicators)


def test_every_indicator_names_its_source(ontology: Graph, indicators: list[Node]) -> None:
    """A derived concept says what it was derived from."""
    assert [each for each in indicators if not list(ontology.objects(each, DCTERMS.source))] == []


def test_every_sub_category_of_the_sdg_indicator_is_met(ontology: Graph) -> None:
    """Each of the thirty sub-categories has a concept that is close to it."""
    scheme = URIRef(ID + "scheme/sdg-10-7-2")
    sub_categories = set(ontology.subjects(SKOS.inScheme, scheme))
    assert len(sub_categories) == 30
    assert sub_categories <= set(ontology.objects(None, SKOS.closeMatch))


def test_objectives_of_the_compact_are_numbered(ontology: Graph) -> None:
    """There are twenty-three, from 1 to 23, each with its number in its IRI."""
    scheme = URIRef(ID + "scheme/compact-objectives")
    notations = {
        str(objective): str(ontology.value(objective, SKOS.notation))
        for objective in ontology.subjects(SKOS.inScheme, scheme)
    }
    assert notations == {f"{ID}compact/{number}": str(number) for number in range(1, 24)}


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "derived"), ("es", "derivada"), ("fr", "dérivée")],
)
def test_scheme_says_that_it_is_derived(ontology: Graph, language: str, words: str) -> None:
    """No reader may take it for IOM's own list."""
    texts = _texts(ontology, SCHEME, DCTERMS.description)
    (description,) = [str(text) for text in texts if text.language == language]
    assert words in description.lower()


def test_no_name_claims_to_be_official(ontology: Graph, indicators: list[Node]) -> None:
    """Neither IOM nor its instrument is in a concept's name."""
    claim = re.compile(r"\b(official|oficial|officiel|IOM|OIM|MGI|IGM)\b", re.IGNORECASE)
    names = [text for each in indicators for text in _texts(ontology, each, SKOS.prefLabel)]
    assert [name for name in names if claim.search(name)] == []


def test_texts_are_clean(ontology: Graph) -> None:
    """Composed characters, curly apostrophes, single spaces, in every language."""
    unclean = [
        text
        for text in ontology.objects()
        if isinstance(text, Literal)
        and text.language
        and (
            not unicodedata.is_normalized("NFC", text)
            or "'" in text
            or re.search(r"\s\s|^\s|\s$|\n", text)
        )
    ]
    assert unclean == []


def test_french_has_a_space_before_high_punctuation(ontology: Graph) -> None:
    """French sets colons, semicolons and question marks apart; nothing else does."""
    wrong = [
        text
        for text in ontology.objects()
        if isinstance(text, Literal)
        and re.search(r"\w[;:!?](\s|$)" if text.language == "fr" else r"\s[;:!?]", text)
        and text.language
    ]
    assert wrong == []


def test_curation_names_indicators_that_exist(indicators: list[Node]) -> None:
    """Every slug in the curation files is one of the scheme."""
    files = sorted(set(CURATION_DIR.glob("*.yaml")) - {CURATION_DIR / "things.yaml"})
    assert files
    slugs = {
        slug
        for path in files
        for row in yaml.safe_load(path.read_text("utf-8"))["findings"]
        for slug in row["indicators"]
    }
    assert {URIRef(f"{ID}indicator/{slug}") for slug in slugs} <= set(indicators)
