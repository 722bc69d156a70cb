"""Test the compiled axioms against the SPARQL rules, which are the reference."""

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from mgi_graph.pipeline.background import read_background
from mgi_graph.pipeline.dataset import Dataset
from mgi_graph.rdf.terms import MGI, OWL, RDF, RDFS
from mgi_graph.reasoning import Chaining, chain_forward, infer, read_axioms

CLASSES = [NamedNode(f"http://example.org/C{number}") for number in range(4)]
PROPERTIES = [NamedNode(f"http://example.org/p{number}") for number in range(5)]
NODES = [NamedNode(f"http://example.org/n{number}") for number in range(5)]

AXIOMS = st.one_of(
    st.builds(Triple, st.sampled_from(CLASSES), st.just(RDFS.subClassOf), st.sampled_from(CLASSES)),
    st.builds(
        Triple, st.sampled_from(CLASSES), st.just(OWL.equivalentClass), st.sampled_from(CLASSES)
    ),
    st.builds(
        Triple,
        st.sampled_from(PROPERTIES),
        st.sampled_from([RDFS.domain, RDFS.range]),
        st.sampled_from(CLASSES),
    ),
    st.builds(
        Triple,
        st.sampled_from(PROPERTIES),
        st.sampled_from([RDFS.subPropertyOf, OWL.inverseOf]),
        st.sampled_from(PROPERTIES),
    ),
    st.builds(
        Triple,
        st.sampled_from(PROPERTIES),
        st.just(RDF.type),
        st.sampled_from([OWL.ObjectProperty, OWL.SymmetricProperty, OWL.TransitiveProperty]),
    ),
)
FACTS = st.one_of(
    st.builds(
        Triple,
        st.sampled_from(NODES),
        st.sampled_from(PROPERTIES),
        st.sampled_from([*NODES, Literal("a text"), Literal("un texte", language="fr")]),
    ),
    st.builds(Triple, st.sampled_from(NODES), st.just(RDF.type), st.sampled_from(CLASSES)),
)


def _chain(implied: NamedNode, first: NamedNode, second: NamedNode) -> list[Triple]:
    one, two = BlankNode(f"a{implied.value[-1]}"), BlankNode(f"b{implied.value[-1]}")
    return [
        Triple(implied, OWL.propertyChainAxiom, one),
        Triple(one, RDF.first, first),
        Triple(one, RDF.rest, two),
        Triple(two, RDF.first, second),
        Triple(two, RDF.rest, RDF.nil),
    ]


CHAINS = st.lists(
    st.tuples(*[st.sampled_from(PROPERTIES)] * 3), max_size=2, unique_by=lambda each: each[0]
)


def _infer_by_rules(axioms: list[Triple], facts: set[Triple]) -> set[Triple]:
    """Return what the rules derive of the nodes of the data."""
    derived = infer(Quad(*triple) for triple in (*axioms, *facts))
    return {each for each in derived if each.subject in NODES}


def test_a_thing_related_to_itself_leads_to_others() -> None:
    """What is not told of a thing, that it is related to itself, still takes part in chains."""
    one, two = NODES[:2]
    here, there = PROPERTIES[:2]
    axioms = [
        Triple(there, OWL.inverseOf, there),
        *_chain(here, there, there),
        *_chain(there, here, here),
    ]
    facts = {Triple(one, there, two)}
    expected = {Triple(two, there, one), Triple(one, here, two), Triple(two, here, one)}
    assert _infer_by_rules(axioms, facts) == expected
    assert chain_forward(facts, read_axioms(axioms)) == expected


@settings(max_examples=150, deadline=None)
@given(st.lists(AXIOMS, max_size=8), CHAINS, st.sets(FACTS, max_size=12))
def test_axioms_imply_what_the_rules_derive(
    axioms: list[Triple], chains: list[tuple[NamedNode, ...]], facts: set[Triple]
) -> None:
    """On small random graphs both give the same triples of the data."""
    stated = [*axioms, *(triple for chain in chains for triple in _chain(*chain))]
    implied = chain_forward(facts, read_axioms(stated))
    assert {each for each in implied if each.subject in NODES} == _infer_by_rules(stated, facts)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(AXIOMS, max_size=8),
    CHAINS,
    st.sets(FACTS, max_size=8),
    st.sets(FACTS, max_size=8),
)
def test_what_follows_with_more_is_what_follows_from_both(
    axioms: list[Triple],
    chains: list[tuple[NamedNode, ...]],
    facts: set[Triple],
    more: set[Triple],
) -> None:
    """What is closed after another set, with it, is the closure of the two together."""
    compiled = read_axioms([*axioms, *(triple for chain in chains for triple in _chain(*chain))])
    chaining = Chaining(compiled)
    closed = facts | chaining.close(facts)
    further = closed | more | chaining.close(more)
    assert further == facts | more | chain_forward(facts | more, compiled)


def test_real_dataset_has_what_the_rules_derive(built: Dataset) -> None:
    """The dataset's parts, each closed by itself, have together what the rules derive from all."""
    background = read_background()
    asserted = {quad.triple for quad in built.asserted} | background.closure
    derived = infer(Quad(*triple) for triple in asserted)
    assert {quad.triple for quad in built.inferred} == derived | background.closure


def test_only_triples_of_one_profile_have_consequences_two_by_two() -> None:
    """Of profiles apart nothing may follow that does not follow from each.

    A finding is reported in its own profile, which assesses a place.
    """
    assert read_background().axioms.joining == {MGI.reportedIn, MGI.assesses}
