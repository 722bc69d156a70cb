"""Hold llms.txt to the form of https://llmstxt.org/, and to what the service has."""

import re

import pytest
from markdown_it import MarkdownIt

from mgi_graph.results import Solutions
from mgi_graph.store import OxigraphStore
from mgi_graph.web.about.agents import EXAMPLES, DescribeForAgents
from tests.web.conftest import RunningService

BASE = "https://example.org/mgi"


def described(dataset: OxigraphStore) -> str:
    """Return the text."""
    return DescribeForAgents(BASE).run(dataset).body.decode()


def test_form_is_that_of_the_specification(dataset: OxigraphStore) -> None:
    """One title, a quotation, details without headings, then sections of links only."""
    tokens = [each for each in MarkdownIt().parse(described(dataset)) if each.level == 0]
    kinds = [(each.type, each.tag) for each in tokens if not each.type.endswith("_close")]
    kinds = [each for each in kinds if each[0] != "inline"]
    assert kinds[:2] == [("heading_open", "h1"), ("blockquote_open", "blockquote")]
    first = kinds.index(("heading_open", "h2"))
    assert {kind for kind, _ in kinds[2:first]} <= {"paragraph_open", "bullet_list_open", "fence"}
    sections = kinds[first:]
    assert sections[::2] == [("heading_open", "h2")] * (len(sections) // 2)
    assert sections[1::2] == [("bullet_list_open", "ul")] * (len(sections) // 2)


def test_sections_list_links_with_notes(dataset: OxigraphStore) -> None:
    """Each line is a link with an absolute address and says what is there."""
    _, *sections = described(dataset).split("\n## ")
    for section in sections:
        title, lines = section.split("\n\n", 1)
        for line in lines.strip().splitlines():
            assert re.fullmatch(rf"- \[[^\]]+\]\({BASE}/\S+\): \S.*", line), (title, line)


@pytest.mark.parametrize(
    "line",
    [
        "- `mgi:Finding` (105): finding",
        "- `mgi:WellDevelopedArea` (62): well-developed area",
        "- `mgi:AreaForDevelopment` (43): area for development",
        "- `mgi:Domain` (6): domain",
        "- `mgi:Profile` (3): profile",
        "- `mgi:statement` (105): statement",
        "- `mgi:reportedIn` (105): reported in",
    ],
)
def test_card_counts_the_terms(dataset: OxigraphStore, line: str) -> None:
    """The three sources have 105 findings, 62 of one kind and 43 of the other."""
    assert line in described(dataset).splitlines()


@pytest.mark.parametrize("query", [query for _, query in EXAMPLES], ids=["gaps", "learning"])
def test_examples_find_something(dataset: OxigraphStore, query: str) -> None:
    """A query that an agent copies works."""
    answer = dataset.query(query)
    assert isinstance(answer, Solutions)
    assert len(answer) > 0


def test_partnerships_example_finds_what_the_sources_list(dataset: OxigraphStore) -> None:
    """Medellín lists three areas for development in partnerships, Monte Patria one, Manaus two."""
    answer = dataset.query(EXAMPLES[0][1])
    assert isinstance(answer, Solutions)
    assert len(answer) == 6


def test_links_lead_somewhere(service: RunningService) -> None:
    """Every address in the text is there; what has no page for people answers all the same."""
    text = service.get("/llms.txt").text
    links = re.findall(rf"\]\({re.escape(service.base)}(/[^)]*)\)", text)
    assert len(links) > 50
    for link in links:
        if not link.startswith("/api/queries/"):
            assert service.get(link, timeout=30).status_code == 200, link
    assert service.get("/llms.txt").headers["content-type"] == "text/plain; charset=utf-8"


def test_dataset_of_others_is_described_too() -> None:
    """Without a description of its own there is no card."""
    text = DescribeForAgents(BASE).run(OxigraphStore.of([])).body.decode()
    assert text.startswith("# MGI profile graph\n\n> ")
    assert "Classes of the ontology" not in text
