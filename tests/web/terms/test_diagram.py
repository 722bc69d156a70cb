"""The drawing of the model has every class, and no arrow that the ontology does not allow."""

from itertools import combinations

import pytest
from pyoxigraph import NamedNode

from mgi_graph.namespaces import PREFIXES
from mgi_graph.queries import LANGUAGES
from mgi_graph.rdf.terms import MGI, RDFS
from mgi_graph.store import OxigraphStore
from mgi_graph.store.asking import count
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.terms.diagram import ARROWS, GROUP, PLACES, SUBCLASS, THINGS, draw_diagram
from mgi_graph.web.terms.pages import ShowOntology
from mgi_graph.web.terms.reading import CLASS, anchor_of, list_terms, read_ontology
from tests.web.pages.test_routes import read


def classes_of(name: str) -> tuple[str, ...]:
    """Return the classes that an end of an arrow stands for."""
    return THINGS if name == GROUP else (name,)


def expand(name: str) -> NamedNode:
    """Return the property of an arrow."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def test_every_class_is_drawn() -> None:
    """No class is forgotten, and none is drawn that there is not."""
    assert set(PLACES) == {anchor_of(each) for each in list_terms()[CLASS]}


def test_no_boxes_overlap() -> None:
    """Each class has a place of its own."""
    for one, other in combinations((box.rectangle for box in draw_diagram(Reader()).boxes), 2):
        assert abs(one.x - other.x) > one.width or abs(one.y - other.y) > one.height


@pytest.mark.parametrize("arrow", ARROWS, ids=lambda each: f"{each.start}-{each.name}-{each.end}")
def test_arrow_is_as_the_ontology_says(arrow: object, dataset: OxigraphStore) -> None:
    """Superclasses are those of the ontology; a property leads there in the dataset."""
    for each in ARROWS:
        if each is not arrow:
            continue
        if each.name == SUBCLASS:
            assert MGI[each.end] in read_ontology().objects(MGI[each.start], RDFS.subClassOf)
            continue
        patterns = [
            f"?from a {MGI[start]} ; {expand(each.name)} ?to . ?to a {MGI[end]}"
            for start in classes_of(each.start)
            for end in classes_of(each.end)
        ]
        found = sum(count(dataset, pattern) for pattern in patterns)
        # The three profiles are of three places, so that none precedes another.
        assert found > 0 or each.name == "mgi:precedes"


@pytest.mark.parametrize("language", LANGUAGES)
def test_drawing_can_be_read_without_seeing_it(dataset: OxigraphStore, language: str) -> None:
    """Each box is a link with a name to its class, and the arrows stand below in words."""
    page = ShowOntology(Reader(language, "http://localhost")).run(dataset).body.decode()
    drawing = read(page.partition("<svg")[2].join(("<svg", "")).partition("</svg>")[0] + "</svg>")
    links = {each["href"]: each["aria-label"] for each in drawing.find("a")}
    assert {f"#{name}" for name in PLACES} == links.keys()
    assert all(label.endswith(f" {href[1:]}") for href, label in links.items())
    words = page.partition("</svg>")[2].partition("</details>")[0]
    assert words.count("<li>") == len(ARROWS)
