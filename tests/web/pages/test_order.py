"""Names stand in the order of the alphabet on every page: an accent changes no letter's place."""

from collections.abc import Sequence

import pytest
from pyoxigraph import Literal, Quad

from mgi_graph.pipeline.dataset import Dataset
from mgi_graph.rdf.iris import mint_graph, mint_iri
from mgi_graph.rdf.terms import DCTERMS, MGI, RDF, SKOS, XSD
from mgi_graph.store import OxigraphStore
from mgi_graph.web.about.page import ShowAbout
from mgi_graph.web.asking.answering import AskQuestion
from mgi_graph.web.home.front_page import ShowHome
from mgi_graph.web.pages.cards import read_cards
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.workers.tasks import Task

NAMES = {"ven": "Venezuela", "ecu": "Équateur", "slb": "Îles Salomon", "bdi": "Burundi"}
NAMES |= {"ben": "Bénin", "civ": "Côte d’Ivoire", "cub": "Cuba"}
ORDERED = ("Bénin", "Burundi", "Côte d’Ivoire", "Cuba", "Équateur", "Îles Salomon", "Venezuela")


@pytest.fixture(scope="module")
def accented(built: Dataset) -> OxigraphStore:
    """Return the real dataset with countries that a profile of one finding assesses."""
    quads = [*built.quads]
    graph = mint_graph("accented")
    for slug, name in NAMES.items():
        place, profile = mint_iri("place", slug), mint_iri("profile", f"{slug}-2020")
        path = (f"{slug}-2020", "partnerships", "well-developed", "1")
        finding = mint_iri("finding", *path)
        quads += [
            Quad(place, RDF.type, MGI.Place, graph),
            Quad(place, RDF.type, MGI.Country, graph),
            Quad(place, SKOS.prefLabel, Literal(name, language="fr"), graph),
            Quad(profile, RDF.type, MGI.Profile, graph),
            Quad(profile, MGI.assesses, place, graph),
            Quad(profile, DCTERMS.title, Literal(f"Profil : {name}", language="fr"), graph),
            Quad(profile, DCTERMS.issued, Literal("2020-05", datatype=XSD.gYearMonth), graph),
            Quad(finding, RDF.type, MGI.WellDevelopedArea, graph),
            Quad(finding, MGI.statement, Literal("On y coopère.", language="fr"), graph),
            Quad(finding, MGI.reportedIn, profile, graph),
            Quad(finding, MGI.inDomain, mint_iri("domain", "partnerships"), graph),
            Quad(finding, MGI.position, Literal("1", datatype=XSD.positiveInteger), graph),
        ]
    return OxigraphStore.of(quads)


def in_order(page: str, names: Sequence[str], before: str) -> bool:
    """Say whether the names, with what stands before each, stand in their order on a page."""
    positions = [page.find(f"{before}{name}<") for name in names]
    assert -1 not in positions
    return positions == sorted(positions)


@pytest.mark.parametrize(
    ("task", "before"),
    [
        (ShowHome(Reader("fr", path="")), '"><bdi>'),
        (ShowHome(Reader("fr", path="")), '">'),
        (ShowAbout(Reader("fr", path="about")), '"><bdi>'),
        (AskQuestion("peer-learning", reader=Reader("fr", path="ask/peer-learning")), '">'),
    ],
    ids=["headings", "choices", "sources", "questions"],
)
def test_places_stand_in_the_order_of_the_alphabet(
    accented: OxigraphStore, task: Task, before: str
) -> None:
    """Équateur stands after Cuba and not after Venezuela, Bénin before Burundi."""
    assert in_order(task.run(accented).body.decode(), ORDERED, before)


def test_findings_stand_in_the_order_of_their_places(accented: OxigraphStore) -> None:
    """So do all pages that list findings by place."""
    pattern = f"?finding {MGI.statement} ?text FILTER(STR(?text) = 'On y coopère.')"
    cards = read_cards(accented, pattern, Reader("fr"))
    assert [card.place.text for card in cards] == list(ORDERED)


def test_indicators_are_offered_in_the_order_of_the_alphabet(dataset: OxigraphStore) -> None:
    """In French, the displacements stand before the right to work."""
    task = AskQuestion("peer-learning", reader=Reader("fr", path="ask/peer-learning"))
    page = task.run(dataset).body.decode()
    assert page.index('">Déplacements dans') < page.index('">Droit au travail<')
