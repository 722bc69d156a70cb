"""The pages of questions and of the search keep what every page keeps."""

import pytest

from mgi_graph.queries import LANGUAGES
from tests.web.conftest import RunningService
from tests.web.pages.test_routes import assert_plain, read

PATHS = (
    "ask",
    "ask/peer-learning",
    "ask/findings?place=bra-manaus&status=well-developed",
    "ask/evidence?page=2",
    "ask/profiles?level=national",
    "ask/profiles?year=two",
    "ask/nothing-like-it",
    "search",
    "search?q=trata",
    "search?q=migrantes&kind=finding&page=2",
    "search?q=traficking",
    "search?q=%3Cb%3E%22%27",
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_page_is_whole_and_plain(service: RunningService, path: str, language: str) -> None:
    """It nests, keeps the policy, labels its fields and has one heading and the language."""
    answer = service.get(f"/{language}/{path}", headers={"Accept": "text/html"})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    reading = read(answer.text)
    assert_plain(reading)
    assert reading.find("html") == [{"lang": language}]
    assert len(reading.find("h1")) == 1
    assert len(answer.content) < 100_000


def test_a_month_is_not_broken_at_its_hyphen(service: RunningService) -> None:
    """Short values stand in one line, where a narrow column would break them."""
    page = service.get("/fr/ask/peer-learning?place=col-medellin").text
    assert 'class="short"><bdi>2024-09</bdi></td>' in page
