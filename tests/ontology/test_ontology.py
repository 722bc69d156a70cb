"""Test that the ontology is fit for use: its header, its profile, its consistency."""

import shutil
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, Triple, parse
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, Graph, Literal, URIRef

from mgi_graph.assets import ONTOLOGY_DIR
from mgi_graph.namespaces import MGI, ONTOLOGY, PREFIXES
from mgi_graph.rdf.vocabularies import ONTOLOGY_FILES, read_turtle
from mgi_graph.reasoning import infer

TERM_TYPES = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


@pytest.fixture(scope="module")
def terms() -> Graph:
    """Return the classes and properties alone."""
    return Graph().parse(ONTOLOGY_DIR / "mgi.ttl")


def _own_terms(graph: Graph) -> list[URIRef]:
    found = {
        subject
        for term_type in TERM_TYPES
        for subject in graph.subjects(RDF.type, term_type)
        if isinstance(subject, URIRef) and subject.startswith(MGI)
    }
    assert found
    return sorted(found)


@pytest.mark.parametrize(
    "predicate",
    [
        DCTERMS.title,
        DCTERMS.description,
        DCTERMS.creator,
        DCTERMS.publisher,
        DCTERMS.license,
        DCTERMS.created,
        DCTERMS.issued,
        DCTERMS.modified,
        DCTERMS.bibliographicCitation,
        OWL.versionIRI,
        OWL.versionInfo,
        VANN.preferredNamespacePrefix,
        VANN.preferredNamespaceUri,
    ],
    ids=lambda predicate: predicate.rpartition("/")[2],
)
def test_header_has_what_fair_checkers_look_for(terms: Graph, predicate: URIRef) -> None:
    """The metadata that FOOPS! and O'FAIRe ask of an ontology."""
    assert list(terms.objects(URIRef(ONTOLOGY), predicate))


@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition], ids=["label", "definition"])
def test_every_term_is_explained_in_three_languages(terms: Graph, predicate: URIRef) -> None:
    """A label and a definition in English, Spanish and French, one each."""
    wrong = {
        term: languages
        for term in _own_terms(terms)
        if (
            languages := sorted(
                str(text.language)
                for text in terms.objects(term, predicate)
                if isinstance(text, Literal)
            )
        )
        != ["en", "es", "fr"]
    }
    assert wrong == {}


def test_every_term_names_its_ontology(terms: Graph) -> None:
    """rdfs:isDefinedBy leads from each term to the document that has it."""
    assert all((term, RDFS.isDefinedBy, URIRef(ONTOLOGY)) in terms for term in _own_terms(terms))


def test_names_follow_the_custom(terms: Graph) -> None:
    """Classes begin with a capital, properties do not, and no name has a hyphen."""
    for term in _own_terms(terms):
        name = term.removeprefix(MGI)
        assert name.isalnum()
        assert name[0].isupper() == ((term, RDF.type, OWL.Class) in terms)


def test_terms_of_the_contract_are_there(terms: Graph) -> None:
    """What outside users rely on is neither renamed nor lost."""
    promised = """
        Framework Principle Objective Domain Indicator Place City Region Country Profile Finding
        WellDevelopedArea AreaForDevelopment operationalises inDomain inCountry assesses
        reportedIn addresses concerns statement position
    """
    assert {URIRef(MGI + name) for name in promised.split()} <= set(_own_terms(terms))


def test_kinds_of_finding_are_disjoint(terms: Graph) -> None:
    """No finding is both well developed and for development."""
    kinds = URIRef(MGI + "AreaForDevelopment"), URIRef(MGI + "WellDevelopedArea")
    assert (kinds[0], OWL.disjointWith, kinds[1]) in terms


def test_terms_of_the_data_are_declared(ontology: Graph) -> None:
    """Every term of ours that the vocabularies use is one of the ontology."""
    used = {
        term
        for triple in ontology
        for term in triple
        if isinstance(term, URIRef) and term.startswith(MGI)
    }
    assert used <= set(_own_terms(ontology))


@pytest.mark.parametrize(
    ("given", "implied"),
    [
        (":mention mgi:refersTo :plan", ":mention a mgi:Mention"),
        (":claim mgi:hasSubject :body", ":claim a mgi:Claim"),
        (":claim mgi:hasPredicate mgi:isMemberOf", ":claim a mgi:Claim"),
        (":claim mgi:hasObject :network", ":claim a mgi:Claim"),
        (":claim mgi:claimedValue 'words'", ":claim a mgi:Claim"),
        (":claim mgi:takesPlaceThrough :body", ":claim a mgi:Claim"),
        (":link mgi:hasIndicator :indicator", ":link a mgi:IndicatorAssignment"),
        (":link mgi:decisiveWord 'health'@en", ":link a mgi:IndicatorAssignment"),
        (":link mgi:isSupportedBy :finding", ":link a mgi:IndicatorAssignment"),
        (":finding mgi:concernsGroup :women", ":women a mgi:PopulationGroup"),
        (":plan mgi:belongsTo :city", ":city a mgi:Place"),
        (":finding mgi:mentions :plan", ":finding schema:mentions :plan"),
        (":plan mgi:adoptionYear '2015'^^xsd:gYear", ":plan mgi:year '2015'^^xsd:gYear"),
        (":body mgi:creationYear '2015'^^xsd:gYear", ":body mgi:year '2015'^^xsd:gYear"),
        (":finding mgi:startYear '2015'^^xsd:gYear", ":finding mgi:year '2015'^^xsd:gYear"),
        (":body a mgi:Institution", ":body a prov:Agent"),
        (":network a mgi:Network", ":network a org:Organization"),
        (":mention a mgi:Mention", ":mention a mgi:Passage"),
    ],
)
def test_terms_imply_what_is_wanted(given: str, implied: str) -> None:
    """What a term's domain, range or place in a hierarchy is there to infer is inferred."""
    ontology = {triple for name in ONTOLOGY_FILES for triple in read_turtle(ONTOLOGY_DIR / name)}
    inferred = infer(Quad(*triple) for triple in ontology | _read(given))
    assert _read(implied) <= inferred


def _read(turtle: str) -> set[Triple]:
    names = {"": "http://example.org/", **PREFIXES}
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in names.items())
    return {quad.triple for quad in parse(f"{prefixes}{turtle} .", format=RdfFormat.TURTLE)}


class TestConsistency:
    """Ask HermiT, an OWL 2 DL reasoner, which runs where Java does."""

    pytestmark = pytest.mark.skipif(
        shutil.which("java") is None, reason="HermiT needs Java, which is not installed"
    )

    def test_ontology_is_consistent(self, ontology: Graph, tmp_path: Path) -> None:
        """The terms, the alignments and the vocabularies contradict nothing."""
        assert _is_consistent(ontology, tmp_path)

    def test_finding_of_both_kinds_is_a_contradiction(
        self, ontology: Graph, tmp_path: Path
    ) -> None:
        """The reasoner sees what the disjointness forbids."""
        finding = URIRef("http://example.org/finding")
        clash = Graph()
        clash += ontology
        clash.add((finding, RDF.type, URIRef(MGI + "WellDevelopedArea")))
        clash.add((finding, RDF.type, URIRef(MGI + "AreaForDevelopment")))
        assert not _is_consistent(clash, tmp_path)


def _is_consistent(graph: Graph, folder: Path) -> bool:
    import owlready2

    path = folder / "ontology.nt"
    whole = Graph()
    whole += graph
    whole.remove((None, OWL.imports, None))  # what is imported is in the graph already
    whole.serialize(path, format="nt", encoding="utf-8")
    world = owlready2.World()
    loaded = world.get_ontology(path.as_uri()).load()
    try:
        with loaded:
            owlready2.sync_reasoner_hermit(world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return False
    return True
