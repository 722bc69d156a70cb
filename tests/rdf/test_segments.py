"""Test that blocks and their segments hold every quad once, whatever the terms are."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from mgi_graph.namespaces import ID
from mgi_graph.pipeline.dataset import Dataset
from mgi_graph.rdf.blocks import Owner, divide
from mgi_graph.rdf.segments import divide_and_write
from mgi_graph.rdf.terms import RDF

FORMATS = {
    "mgi.trig": RdfFormat.TRIG,
    "mgi.nt": RdfFormat.N_TRIPLES,
    "mgi.ttl": RdfFormat.TURTLE,
    "mgi.jsonld": RdfFormat.JSON_LD,
}
SUBJECTS = [
    NamedNode(ID + path)
    for path in (
        "finding/col-cali-2020/partnerships/well-developed/1",
        "profile/col-cali-2020",
        "cube/coverage/col-cali-2020/partnerships/well-developed",
        "agent/col-cali-council",
        "place/col-cali",
        "period/2019-2020/beginning",
        "indicator/anti-discrimination",
        "cube/coverage/structure",
    )
]
GRAPHS = [NamedNode(f"{ID}graph/{name}") for name in ("col-cali-2020", "inferred", "things")]
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(['a\n\t"b" .\n', "{ }", f" {RDF.type} ", "\r\n", "\u2028", "\x85", "\\"]),
)
OBJECTS = st.one_of(
    st.sampled_from(SUBJECTS),
    st.builds(Literal, TEXTS),
    st.builds(lambda text: Literal(text, language="pt"), TEXTS),
    st.builds(lambda text: Literal(text, datatype=NamedNode("http://example.org/t")), TEXTS),
)
QUADS = st.builds(
    Quad,
    st.sampled_from(SUBJECTS),
    st.sampled_from([RDF.type, NamedNode(f"{ID}p"), NamedNode("http://example.org/q")]),
    OBJECTS,
    st.sampled_from(GRAPHS),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(QUADS, max_size=12))
def test_files_read_back_are_the_quads(quads: list[Quad]) -> None:
    """The file of named graphs has each quad once, the others each triple of the union once."""
    files = divide_and_write(quads)
    union = sorted({str(quad.triple) for quad in quads})
    for name, rdf_format in FORMATS.items():
        read = list(parse(files[name], format=rdf_format))
        if name == "mgi.trig":
            assert sorted(map(str, read)) == sorted({str(quad) for quad in quads})
        else:
            assert sorted(str(quad.triple) for quad in read) == union


@settings(max_examples=50, deadline=None)
@given(st.lists(QUADS, max_size=12), st.randoms())
def test_order_of_the_quads_does_not_show(quads: list[Quad], random: Random) -> None:
    """The files depend on which quads there are, and on nothing else."""
    files = divide_and_write(quads)
    random.shuffle(quads)
    assert divide_and_write([*quads, *quads[:3]]) == files


def test_real_dataset_has_its_triples_once(built: Dataset) -> None:
    """Each triple of the union is in the block of its subject; profiles come first."""
    blocks = divide(built.quads)
    owners = [name.owner for name in blocks]
    assert owners == sorted(owners)
    assert owners.count(Owner.PROFILE) == 3
    assert owners.count(Owner.ALL) == 1
    counted = sum(
        len({str(triple) for layer in block if layer.in_union for triple in layer.triples})
        for block in blocks.values()
    )
    assert counted == len({quad.triple for quad in built.quads})


def test_types_come_first() -> None:
    """A reader learns at once what a subject is."""
    subject = SUBJECTS[0]
    quads = [
        Quad(subject, NamedNode("http://example.org/a"), Literal("x"), GRAPHS[0]),
        Quad(subject, RDF.type, NamedNode("http://example.org/Z"), GRAPHS[0]),
    ]
    assert divide_and_write(quads)["mgi.nt"].split(b" ")[1] == str(RDF.type).encode()
