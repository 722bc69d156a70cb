"""Hold what stands beside each gap against the profiles, and against the canned queries."""

from dataclasses import replace

import pytest
from pyoxigraph import NamedNode

from mgi_graph.namespaces import ID
from mgi_graph.queries import find_query, run_query
from mgi_graph.results import Solutions
from mgi_graph.store import OxigraphStore
from mgi_graph.web.pages.cards import read_cards
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.places.learning import (
    Lessons,
    Meeting,
    Others,
    find_meetings,
    read_with_others,
)

PLACES = {
    "bra-manaus": "bra-manaus-2023",
    "chl-monte-patria": "chl-monte-patria-2024",
    "col-medellin": "col-medellin-2022",
}


def learn(
    store: OxigraphStore, slug: str, language: str = "en"
) -> tuple[Lessons, tuple[Meeting, ...]]:
    """Return what a place can learn from others, and the gaps that it shares."""
    place, profile = f"{ID}place/{slug}", f"{ID}profile/{PLACES[slug]}"
    return find_meetings(*read_with_others(store, place, profile, Reader(language)))


def ask(store: OxigraphStore, query: str, slug: str, *names: str) -> set[tuple[str, ...]]:
    """Return some variables of a canned query's answer."""
    answer = run_query(store, find_query(query), {"place": slug})
    assert isinstance(answer, Solutions)
    columns = [answer.variables.index(name) for name in names]
    return {tuple(getattr(row[each], "value", "") for each in columns) for row in answer.rows}


@pytest.mark.parametrize("slug", PLACES)
def test_page_and_api_agree(dataset: OxigraphStore, slug: str) -> None:
    """The pairs of the page are those of peer-learning and shared-gaps, the rest has none."""
    lessons, shared = learn(dataset, slug)
    pairs = {
        (each.gap.iri, peer.card.iri, str(peer.also_gap).lower())
        for each in lessons.met
        for peer in each.peers
    }
    assert pairs == ask(dataset, "peer-learning", slug, "gap", "practice", "peerHasGapToo")
    assert pairs
    missing = ask(dataset, "gaps-without-practice", slug, "gap")
    assert {(each.gap.iri,) for each in lessons.without} == missing
    common = {(each.gap.iri, peer.card.iri) for each in shared for peer in each.peers}
    assert common == ask(dataset, "shared-gaps", slug, "gap", "peerGap")


def test_gap_in_consultation_meets_the_committee_of_manaus(dataset: OxigraphStore) -> None:
    """Medellín has no body for consulting people; Manaus says who sits in its committee."""
    lessons, _ = learn(dataset, "col-medellin", "fr")
    met = {each.gap.statements[0].text: each for each in lessons.met}
    each = met[
        "There is no formal body at the local level for consulting civil society and the migrant "
        "population in the implementation of public policies."
    ]
    (peer,) = each.peers
    assert peer.card.statements[0].text == (
        "COMPREMI functions as a local coordination mechanism on migration issues. It is composed "
        "of the government, civil society organizations, refugee, migrant and stateless "
        "populations, workers, and United Nations agencies."
    )
    assert (peer.card.place.text, peer.card.issued) == ("Manaus", "2023-10")
    assert peer.card.href.startswith("/mgi-graph/fr/findings/bra-manaus-2023/")
    assert each.gap.href.startswith("/mgi-graph/fr/findings/col-medellin-2022/")


def test_indicator_on_both_lists_is_said(dataset: OxigraphStore) -> None:
    """Manaus can reach people in a crisis, and names a gap in how: both are there."""
    lessons, _ = learn(dataset, "bra-manaus")
    met = {each.gap.statements[0].text: each for each in lessons.met}
    each = met["Ensure that existing communication systems meet the specific needs of migrants."]
    (own,) = each.own
    assert own.statements[0].text == (
        "The Municipality of Manaus has communication systems so that the population can receive "
        "information about the evolution of the crisis and access to assistance, as well as "
        "communicate their needs to local authorities."
    )


def test_gap_without_indicator_is_neither_met_nor_without(dataset: OxigraphStore) -> None:
    """Where nobody has linked a gap, nobody can say who has a practice."""
    reader = Reader("en")
    gap = NamedNode(f"{ID}finding/col-medellin-2022/partnerships/for-development/1")
    (card,) = read_cards(dataset, f"VALUES ?finding {{ {gap} }}", reader)
    unlinked = replace(card, indicators=())
    lessons, shared = find_meetings([unlinked], Others())
    assert (lessons.met, lessons.without, shared) == ((), (), ())
    assert lessons.unlinked == (unlinked,)
