"""Hold the pages of domains, indicators and groups against the vocabularies and the profiles."""

import json

import pytest

from mgi_graph.namespaces import ID
from mgi_graph.pipeline.dataset import Dataset
from mgi_graph.store import OxigraphStore
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.subjects.concept_pages import (
    ListIndicators,
    ShowConcept,
)
from mgi_graph.web.subjects.things_list import ListThings
from tests.web.conftest import RunningService
from tests.web.places.towns import write_towns
from tests.web.subjects.reading import MarkReader

BASE = "http://localhost:8000"
DOMAINS = {
    "en": [
        "Migrants’ rights",
        "Whole-of-government approach",
        "Partnerships",
        "Well-being of migrants",
        "Mobility dimension of crises",
        "Safe, orderly and regular migration",
    ],
    "fr": ["Droits des migrants", "Approche associant l’ensemble du gouvernement", "Partenariats"],
    "es": ["Derechos de las personas migrantes", "Enfoque de gobierno integral", "Alianzas"],
}


def in_order(text: str, *words: str) -> bool:
    """Say whether words stand in a text in their order."""
    place = 0
    for each in words:
        place = text.find(each, place) + 1
        if not place:
            return False
    return True


@pytest.mark.parametrize("language", DOMAINS)
def test_indicators_stand_under_their_domains_in_official_order(
    dataset: OxigraphStore, language: str
) -> None:
    """All ninety are there, each once, with the note that they are derived."""
    page = MarkReader(ListIndicators(Reader(language, BASE)).run(dataset).body)
    assert in_order(page.text, *DOMAINS[language])
    links = [link for link in page.links if link.startswith(f"/{language}/indicators/")]
    assert (len(links), len({*links})) == (90, 90)
    note = {"en": "It is not IOM’s list", "es": "No es la lista", "fr": "Il n’est pas la liste"}
    assert note[language] in page.text


def test_indicators_stand_in_alphabetical_order(dataset: OxigraphStore) -> None:
    """Accents do not send a word to the end: “État civil” stands before “Participation”."""
    page = MarkReader(ListIndicators(Reader("fr", BASE)).run(dataset).body)
    assert in_order(page.text, "Droits des migrants", "Accès", "État civil", "Participation")
    assert in_order(page.text, "Procédures d’asile", "Réinstallation", "Réintégration", "Relocal")


def test_indicator_that_no_finding_addresses_is_shown_so(dataset: OxigraphStore) -> None:
    """No local profile speaks of citizenship; education, all do."""
    page = MarkReader(ListIndicators(Reader("en", BASE)).run(dataset).body)
    assert "Path to citizenship no finding" in page.text
    assert "Access to education no finding" not in page.text


def test_domain_has_its_definition_principle_and_findings(dataset: OxigraphStore) -> None:
    """Partnerships: principle 3, between its neighbours, findings of three places in order."""
    answer = ShowConcept("domain", f"{ID}domain/partnerships", 1, Reader("en", BASE)).run(dataset)
    page = MarkReader(answer.body)
    assert in_order(
        page.text,
        "Domain 3",
        "Partnerships",
        "Domain of cooperation on migration with other governments",
        "Engagement with partners to address migration and related issues",
        "Manaus",
        "October 2023",
        "Medellín",
        "September 2022",
        "Monte Patria",
        "September 2024",
        "Previous: Whole-of-government approach",
        "Next: Well-being of migrants",
    )
    assert "Domaine de la coopération en matière de migrations" in page.text
    assert "Ámbito de la cooperación en materia de migración" in page.text
    findings = {link for link in page.links if link.startswith("/en/findings/")}
    # Medellín 3 and 3, Monte Patria 3 and 1, Manaus 4 and 2.
    assert len(findings) == 16


def test_indicator_says_who_has_it_and_who_lacks_it(dataset: OxigraphStore) -> None:
    """Three places are in networks of cities; Manaus would also share more."""
    iri = f"{ID}indicator/city-networks"
    page = MarkReader(ShowConcept("indicator", iri, 1, Reader("es", BASE)).run(dataset).body)
    assert in_order(
        page.text,
        "Pertenencia de un gobierno local",
        "Quién lo tiene bien desarrollado",
        "Since 2022, the Municipality of Manaus",
        "Medellin is part of two international networks",
        "Monte Patria integra la Asociación Chilena de Municipalidades",
        "Quién lo nombra como área por desarrollar",
        "Participate in international and bilateral programs",
        "Indicadores vecinos",
        "23. Cooperación internacional en materia de migración",
        "Meta 17.16",
    )
    assert "Quién no lo menciona" not in page.text
    assert {"/id/compact/23", "http://metadata.un.org/sdg/17.16"} <= {*page.links}
    assert "/es/indicators/inter-city-cooperation" in page.links


def test_silence_is_shown_as_silence(dataset: OxigraphStore) -> None:
    """Of citizenship nobody speaks: all three places are silent, none lacks it."""
    iri = f"{ID}indicator/path-to-citizenship"
    page = MarkReader(ShowConcept("indicator", iri, 1, Reader("en", BASE)).run(dataset).body)
    assert in_order(
        page.text,
        "No profile names it as well developed.",
        "No profile names it as an area for development.",
        "Who does not mention it",
        *("Manaus", "Medellín", "Monte Patria"),
        "Silence is no gap",
    )


def test_group_has_its_findings_and_its_bodies(dataset: OxigraphStore) -> None:
    """Refugees: Manaus speaks of them, and its committee is for them."""
    page = MarkReader(
        ShowConcept("group", f"{ID}group/refugees", 1, Reader("en", BASE)).run(dataset).body
    )
    assert "People who have international protection because of danger" in page.text
    assert "/en/findings/bra-manaus-2023/migrants-rights/well-developed/4" in page.links
    assert "/id/agent/bra-manaus-compremi" in page.links


def test_things_are_listed_by_class_and_place(dataset: OxigraphStore) -> None:
    """International networks stand last in their class, with who names them."""
    page = MarkReader(ListThings(Reader("en", BASE)).run(dataset).body)
    assert in_order(page.text, "Institutions", "Policies, plans and laws", "Programmes", "Networks")
    assert in_order(page.text, "MigraCidades Platform", "named by Manaus")
    only = MarkReader(ListThings(Reader("en", BASE), "network", "none").run(dataset).body)
    assert "MigraCidades Platform" in only.text
    assert "Municipality of Manaus" not in only.text


def test_a_hundred_places_are_parted_into_pages(built: Dataset) -> None:
    """No page of a domain is endless; each finding is on one of them."""
    crowd = OxigraphStore.of([*built.quads, *write_towns(100)])
    seen: list[str] = []
    page = pages = 1
    while page <= pages:
        answer = ShowConcept("domain", f"{ID}domain/partnerships", page, Reader("en", BASE)).run(
            crowd
        )
        pages = int(answer.facts.get("pages") or 0)
        links = MarkReader(answer.body).links
        found = [*dict.fromkeys(link for link in links if link.startswith("/en/findings/"))]
        assert len(found) <= 120
        seen += found
        page += 1
    assert len(seen) == len({*seen})
    assert (
        not ShowConcept("domain", f"{ID}domain/partnerships", page, Reader("en", BASE))
        .run(crowd)
        .body
    )


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/es/domains/partnershps", 404),
        ("/es/domains/partnerships?page=9", 404),
        ("/es/domains/partnerships?page=x", 400),
        ("/es/indicators/%22%3E%3Cscript%3E", 404),
        ("/es/groups/refugee", 404),
        ("/es/things?place=col-medelin", 404),
        ("/es/things?place=..%2F", 404),
        ("/es/things?class=body", 400),
    ],
)
def test_what_is_not_there_has_its_status(service: RunningService, path: str, status: int) -> None:
    """Each is a page in the reader's language."""
    response = service.get(path, headers={"Accept": "text/html", "Accept-Language": "en"})
    assert response.status_code == status
    assert 'lang="es"' in response.text
    assert "<script>" not in response.text


def test_unknown_names_lead_to_the_nearest(service: RunningService) -> None:
    """The nearest names are links of the reader's language, and members of the problem."""
    page = service.get("/es/domains/partnershps", headers={"Accept": "text/html"})
    assert "/es/domains/partnerships" in MarkReader(page.content).links
    problem = json.loads(service.get("/es/things?place=col-medelin").content)
    assert f"{ID}place/col-medellin" in [each["iri"] for each in problem["suggestions"]]


def test_generic_page_leads_to_the_page_for_readers(service: RunningService) -> None:
    """Whoever follows an IRI finds the page that is made for people."""
    for path, own in {
        "domain/partnerships": "/fr/domains/partnerships",
        "indicator/city-networks": "/fr/indicators/city-networks",
        "place/col-medellin": "/fr/places/col-medellin",
        "source/col-medellin-2022/en": "/fr/sources/col-medellin-2022/en",
    }.items():
        assert own in MarkReader(service.get(f"/id/{path}.html?lang=fr").content).links


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("domain/migrants-rights", "Niveau national\u00a0: accès aux services de base"),
        ("group/trafficking-victims", "de ces personnes\u00a0; ce qui est fait"),
        ("indicator/preparedness-for-large-arrivals", "la capacité d’agir\u00a0; ce qui est fait"),
    ],
)
def test_notes_in_french_have_no_line_that_begins_with_a_sign(
    dataset: OxigraphStore, path: str, words: str
) -> None:
    """Notes are ours and are spaced; what a profile says stays as it is."""
    answer = ShowConcept(path.partition("/")[0], ID + path, 1, Reader("fr", BASE)).run(dataset)
    assert words in MarkReader(answer.body).text
