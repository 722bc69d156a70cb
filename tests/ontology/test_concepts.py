"""Test the small schemes: population groups, kinds, review statuses, methods, changes."""

from collections import Counter, defaultdict

import pytest
from rdflib import DCTERMS, RDF, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from mgi_graph.model import ReviewStatus
from mgi_graph.namespaces import ID, MGI

SCHEMES = ["population-groups", "kinds", "review-statuses", "methods", "changes"]
LANGUAGES = ["en", "es", "fr"]


def _concepts(graph: Graph, scheme: str) -> list[Node]:
    """Return the concepts of a scheme, of which there must be some."""
    found = sorted(graph.subjects(SKOS.inScheme, URIRef(f"{ID}scheme/{scheme}")), key=str)
    assert found
    return found


def _slugs(concepts: list[Node], folder: str) -> set[str]:
    return {str(each).removeprefix(f"{ID}{folder}/") for each in concepts}


def _texts(graph: Graph, subject: Node, predicate: URIRef) -> list[Literal]:
    return [text for text in graph.objects(subject, predicate) if isinstance(text, Literal)]


def test_groups_are_those_that_findings_speak_of(ontology: Graph) -> None:
    """The fourteen groups of the findings, each once."""
    spoken_of = """
        gender women children unaccompanied-children youth refugees stateless displaced lgbti
        irregular-situation trafficking-victims returnees diaspora prospective-emigrants
    """
    groups = _concepts(ontology, "population-groups")
    assert _slugs(groups, "group") == set(spoken_of.split())
    assert all((each, RDF.type, URIRef(MGI + "PopulationGroup")) in ontology for each in groups)


def test_narrower_groups_lie_in_broader_ones(ontology: Graph) -> None:
    """Women are a part of gender, unaccompanied children are children; nothing else nests."""
    groups = set(_concepts(ontology, "population-groups"))
    broader = {
        (str(narrow).rpartition("/")[2], str(broad).rpartition("/")[2])
        for narrow, broad in ontology.subject_objects(SKOS.broader)
        if narrow in groups
    }
    assert broader == {("women", "gender"), ("unaccompanied-children", "children")}


def test_every_group_can_be_found_in_four_languages(ontology: Graph) -> None:
    """Readers of each language of profiles have words to search by."""
    missing = [
        (each, language)
        for each in _concepts(ontology, "population-groups")
        for language in (*LANGUAGES, "pt")
        if not any(
            text.language == language
            for predicate in (SKOS.altLabel, SKOS.prefLabel)
            for text in _texts(ontology, each, predicate)
        )
    ]
    assert missing == []


def test_review_statuses_are_those_of_the_curation_files(ontology: Graph) -> None:
    """Each status of a row is a concept, but for the one that never reaches the graph."""
    statuses = _slugs(_concepts(ontology, "review-statuses"), "review")
    assert statuses == {each.value for each in ReviewStatus} - {"open"}


def test_methods_are_those_that_find_indicators(ontology: Graph) -> None:
    """A person's reading, and four ways of matching."""
    methods = _slugs(_concepts(ontology, "methods"), "method")
    assert methods == {"reading", "words", "use", "e5", "use-e5"}


@pytest.mark.parametrize("kind", ["plan", "policy", "strategy", "law", "circular", "protocol"])
def test_kinds_of_instrument_are_defined(ontology: Graph, kind: str) -> None:
    """People ask for plans and laws apart, so that it is said what each is."""
    texts = _texts(ontology, URIRef(f"{ID}kind/{kind}"), SKOS.definition)
    assert sorted(str(text.language) for text in texts) == LANGUAGES


@pytest.mark.parametrize("scheme", ["population-groups", "review-statuses", "methods", "changes"])
def test_every_concept_is_defined(ontology: Graph, scheme: str) -> None:
    """English, Spanish and French, one each."""
    for each in _concepts(ontology, scheme):
        texts = _texts(ontology, each, SKOS.definition)
        assert sorted(str(text.language) for text in texts) == LANGUAGES, each


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_concept_has_one_label_in_each_language(ontology: Graph, scheme: str) -> None:
    """English, Spanish and French, one each."""
    for each in _concepts(ontology, scheme):
        texts = _texts(ontology, each, SKOS.prefLabel)
        assert sorted(str(text.language) for text in texts) == LANGUAGES, each


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_two_concepts_share_a_label(ontology: Graph, scheme: str) -> None:
    """A label, preferred or not, leads to one concept of the scheme."""
    owners: dict[tuple[str | None, str], Counter[Node]] = defaultdict(Counter)
    for each in _concepts(ontology, scheme):
        for predicate in (SKOS.prefLabel, SKOS.altLabel):
            for text in _texts(ontology, each, predicate):
                owners[text.language, text.casefold()][each] += 1
    assert [label for label, found in owners.items() if found.total() > 1] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_says_what_it_is(ontology: Graph, scheme: str) -> None:
    """A title and a description in three languages."""
    iri = URIRef(f"{ID}scheme/{scheme}")
    for predicate in (DCTERMS.title, DCTERMS.description):
        texts = _texts(ontology, iri, predicate)
        assert sorted(str(text.language) for text in texts) == LANGUAGES
