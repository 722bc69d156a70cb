"""Hold the page of every finding against the source that it quotes."""

import json
import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from mgi_graph.assets import SOURCES_DIR
from mgi_graph.namespaces import ID
from mgi_graph.pipeline.dataset import Dataset
from mgi_graph.rdf.terms import DCTERMS, MGI, SCHEMA, SKOS
from mgi_graph.store import OxigraphStore
from mgi_graph.store.asking import select
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.subjects.finding_page import ShowFinding
from mgi_graph.web.subjects.quotations import LocateFinding, load_quotations
from mgi_graph.web.subjects.source_files import find_text
from mgi_graph.web.subjects.source_page import ShowSource
from mgi_graph.web.subjects.source_text import Excerpt, excerpt, lines_of_page
from tests.web.conftest import RunningService
from tests.web.subjects.reading import MarkReader

READER = Reader("en", "http://localhost:8000")
MIGRACIDADES = f"{ID}finding/bra-manaus-2023/partnerships/well-developed/4"
NOWHERE = Path("/nowhere/mgi.trig")
SHA256 = "c10f9e50aa6da6415b3152a30e5773f4f2a9249f0db68b58a65c6fe885578f93"
FILES = {
    "bra-manaus-2023/en": "bra-manaus-2023-10.txt",
    "chl-monte-patria-2024/es": "chl-monte-patria-2024-09.txt",
    "col-medellin-2022/en": "col-medellin-2022-09.txt",
}


def _make_hostile(quad: Quad, text: str) -> Quad:
    """Let statements, names of files and labels be a text."""
    if quad.predicate not in (SCHEMA.name, MGI.statement, SKOS.prefLabel, DCTERMS.title):
        return quad
    language = quad.object.language if isinstance(quad.object, Literal) else None
    return Quad(quad.subject, quad.predicate, Literal(text, language=language), quad.graph_name)


def show(store: OxigraphStore, iri: str, reader: Reader = READER) -> MarkReader:
    """Return the page of a finding, made as the service makes it."""
    excerpts = []
    for each in load_quotations(LocateFinding(iri).run(store).body):
        text = find_text(NOWHERE, each.name, each.sha256)
        assert text is not None
        found = excerpt(text, each.sha256, each.start, each.end)
        assert found is not None
        excerpts.append(found)
    return MarkReader(ShowFinding(iri, tuple(excerpts), reader).run(store).body)


def squeeze(text: str) -> str:
    """Return a text with runs of white space as one space, none at its ends."""
    return re.sub(r"\s+", " ", text).strip()


def list_statements(store: OxigraphStore) -> dict[str, str]:
    """Return every finding's statement."""
    rows = select(store, f"SELECT ?finding ?statement {{ ?finding {MGI.statement} ?statement }}")
    return {
        finding.value: statement.value
        for finding, statement in rows
        if isinstance(finding, NamedNode) and isinstance(statement, Literal)
    }


def test_what_is_marked_on_each_page_is_the_statement(dataset: OxigraphStore) -> None:
    """All 105 findings: the marked stretch is the statement, in the lines of the source."""
    statements = list_statements(dataset)
    assert len(statements) == 105
    sources = {
        path.name: path.read_bytes().decode().splitlines() for path in SOURCES_DIR.glob("*.txt")
    }
    for iri, statement in statements.items():
        page = show(dataset, iri)
        assert squeeze(" ".join(text for _, _, text in page.marks)) == statement, iri
        profile = iri.removeprefix(f"{ID}finding/").partition("/")[0]
        (name,) = (file for source, file in FILES.items() if source.startswith(f"{profile}/"))
        for number, line in page.lines.items():
            assert line == sources[name][number - 1], iri
        status = "for-development" if "/for-development/" in iri else "well-developed"
        assert {kind for _, kind, _ in page.marks} == {status}


def test_all_findings_are_marked_and_linked_in_the_whole_texts(dataset: OxigraphStore) -> None:
    """The three pages of sources mark what the 105 findings quote, and nothing else."""
    statements = list_statements(dataset)
    marked: dict[str, str] = {}
    for source, name in FILES.items():
        text = (SOURCES_DIR / name).read_bytes().decode()
        task = ShowSource(f"{ID}source/{source}", lines_of_page(text, 1), reader=READER)
        page = MarkReader(task.run(dataset).body)
        assert [*page.lines.values()] == text.splitlines()
        links = [f"{ID}finding/{link.removeprefix('/en/findings/')}" for link in page.mark_links]
        marked |= dict(zip(links, (squeeze(text) for _, _, text in page.marks), strict=True))
    assert marked == statements


def test_finding_says_where_it_stands(dataset: OxigraphStore) -> None:
    """File, line, characters and digest are those of the file, and lead to the whole text."""
    page = show(dataset, MIGRACIDADES)
    assert "line 103, characters 10320 to 10576" in page.text
    assert "bra-manaus-2023-10.txt" in page.text
    assert "c10f9e50aa6da6415b3152a30e5773f4f2a9249f0db68b58a65c6fe885578f93" in page.text
    assert "/en/sources/bra-manaus-2023/en#L103" in page.links
    assert "/sources/bra-manaus-2023/en.txt" in page.links
    assert [*page.lines] == [*range(99, 108)]


def test_what_a_finding_names_is_linked_in_its_words(dataset: OxigraphStore) -> None:
    """The links in the marked words are those of data/curation, in their order."""
    page = show(dataset, MIGRACIDADES)
    assert page.mark_links == ["/id/agent/bra-manaus-municipality", "/id/network/migracidades"]


def test_finding_says_what_is_said_of_it_and_how_it_is_known(dataset: OxigraphStore) -> None:
    """Its indicator was found by reading and is confirmed; its claims have their words."""
    text = squeeze(show(dataset, MIGRACIDADES).text)
    assert "City networks and associations of municipalities Review: Confirmed" in text
    assert "found by: Reading" in text
    assert "Municipality of Manaus is member of MigraCidades Platform has been part of" in text
    assert "© International Organization for Migration" in text
    assert "Migration Governance Profile: City of Manaus (Brazil)" in text


def test_finding_leads_to_others_on_the_same_matter(dataset: OxigraphStore) -> None:
    """Medellín and Monte Patria are in networks of cities as well; Manaus itself is left out."""
    links = show(dataset, MIGRACIDADES, Reader("fr", "http://localhost:8000")).links
    others = [link for link in links if link.startswith("/fr/findings/")]
    assert "/fr/findings/col-medellin-2022/partnerships/well-developed/2" in others
    assert "/fr/findings/chl-monte-patria-2024/partnerships/well-developed/3" in others
    # Those before and after it in its profile come last.
    assert others[-2:] == [
        "/fr/findings/bra-manaus-2023/partnerships/well-developed/3",
        "/fr/findings/bra-manaus-2023/partnerships/for-development/1",
    ]
    assert not [link for link in others[:-2] if "bra-manaus" in link]


@pytest.mark.parametrize(
    ("language", "well", "gap"),
    [
        ("en", "Well-developed area: ", "Area for development: "),
        ("es", "Área bien desarrollada: ", "Área por desarrollar: "),
        ("fr", "Aspect bien développé\u00a0: ", "Aspect à développer\u00a0: "),
    ],
)
def test_no_two_findings_have_one_title(
    dataset: OxigraphStore, language: str, well: str, gap: str
) -> None:
    """The first of both lists are told apart by their kind, in the title and the heading."""
    for status, kind in (("well-developed", well), ("for-development", gap)):
        iri = f"{ID}finding/bra-manaus-2023/partnerships/{status}/1"
        page = ShowFinding(iri, (), Reader(language)).run(dataset).body.decode()
        (title,) = re.findall("<title>(.*?)</title>", page)
        (heading,) = re.findall('<h1 class="unseen">(.*?)</h1>', page)
        assert title.startswith(kind)
        assert heading.startswith(kind)


@pytest.mark.parametrize(
    ("language", "mark", "rest"),
    [
        (
            "en",
            "“",
            (
                "International Organization for Migration, 2023-10. "
                "In: Migration governance profiles as linked data, version 0.1.0. "
            ),
        ),
        (
            "es",
            "«",
            (
                "Organización Internacional para las Migraciones, 2023-10. "
                "En: Perfiles de gobernanza de la migración como datos enlazados, versión 0.1.0. "
            ),
        ),
        (
            "fr",
            "«\u00a0",
            (
                "Organisation internationale pour les migrations, 2023-10. "
                "Dans\u00a0: Profils de gouvernance des migrations en données liées, "
                "version 0.1.0. "
            ),
        ),
    ],
)
def test_citation_is_in_the_reader_s_language_around_the_original(
    dataset: OxigraphStore, language: str, mark: str, rest: str
) -> None:
    """Statement and title stay as they are, with their language; all around them is translated."""
    page = ShowFinding(MIGRACIDADES, (), Reader(language)).run(dataset).body.decode()
    (citation,) = re.findall('<p class="citation">(.*)</p>', page)
    assert citation.startswith(f'{mark}<bdi lang="en">Since 2022, ')
    title = '<bdi lang="en">Migration Governance Profile: City of Manaus (Brazil)</bdi>. '
    assert citation.endswith(f"{title}{rest}{MIGRACIDADES}")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "The text of this source is not kept here"),
        ("es", "El texto de esta fuente no se guarda aquí"),
        ("fr", "Le texte de cette source n’est pas conservé ici"),
    ],
)
def test_without_a_text_the_statement_stands_alone(
    dataset: OxigraphStore, language: str, words: str
) -> None:
    """A dataset without its sources still has all else."""
    answer = ShowFinding(MIGRACIDADES, (), Reader(language)).run(dataset)
    page = MarkReader(answer.body)
    assert words in page.text
    assert page.marks == []
    assert "Since 2022, the Municipality of Manaus has been part of" in page.text


def test_hostile_text_is_shown_as_text(built: Dataset) -> None:
    """Neither a statement, a file's name nor a source's line becomes markup."""
    hostile = '"><script>alert(1)</script>{{7*7}}'
    store = OxigraphStore.of(_make_hostile(quad, hostile) for quad in built.quads)
    lines = lines_of_page(f"{hostile}\n" * 200, 1)
    pages = (
        ShowSource(f"{ID}source/bra-manaus-2023/en", lines, reader=READER),
        ShowFinding(MIGRACIDADES, (Excerpt(SHA256, 10320, 10576, lines[:200]),), READER),
    )
    for task in pages:
        page = MarkReader(task.run(store).body)
        assert "script" not in page.elements
        assert page.lines[1] == hostile
        assert page.text.count(hostile) > len(page.lines)


def test_service_shows_a_finding_in_its_source(service: RunningService) -> None:
    """The front process reads the text, and the page has the data beside it."""
    response = service.get("/es/findings/bra-manaus-2023/partnerships/well-developed/4")
    assert response.status_code == 200
    page = MarkReader(response.content)
    assert squeeze(" ".join(text for _, _, text in page.marks)).startswith("Since 2022, the Mun")
    assert f'<{MIGRACIDADES}>; rel="describes"' in response.headers["link"]


def test_service_gives_a_source_byte_for_byte(service: RunningService) -> None:
    """The plain text is the file."""
    response = service.get("/sources/bra-manaus-2023/en.txt")
    assert response.content == (SOURCES_DIR / "bra-manaus-2023-10.txt").read_bytes()
    assert response.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    "path",
    [
        "/fr/findings/bra-manaus-2023/partnerships/well-developed/99",
        "/fr/findings/bra-manaus-2023/partnerships/%3Cscript%3E/1",
        "/fr/sources/bra-manaus-2024/en",
        "/fr/sources/..%5C..%5Csecret/en",
        "/sources/bra-manaus-2024/en.txt",
        "/fr/sources/bra-manaus-2023/en?page=2",
    ],
)
def test_what_is_not_there_is_a_404(service: RunningService, path: str) -> None:
    """A page in the reader's language, and nothing of the request in it but as text."""
    headers = {"Accept": "text/html", "Accept-Language": "fr"}
    response = service.get(path, headers=headers)
    assert response.status_code == 404
    assert "Il n’y a rien à cette adresse" in response.text
    assert "<script>" not in response.text


def test_unknown_finding_names_the_nearest(service: RunningService) -> None:
    """The suggestions stay in the reader's language."""
    path = "/fr/findings/bra-manaus-2023/partnership/well-developed/4"
    page = MarkReader(service.get(path, headers={"Accept": "text/html"}).content)
    assert "/fr/findings/bra-manaus-2023/partnerships/well-developed/4" in page.links
    problem = json.loads(service.get(path, headers={"Accept": "application/json"}).content)
    assert MIGRACIDADES in [each["iri"] for each in problem["suggestions"]]
