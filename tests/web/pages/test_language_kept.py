"""Whoever chose a language keeps it on pages whose address names none."""

import re

import pytest

from tests.web.conftest import RunningService

_LOCAL = re.compile(r'href="(/(?:id/|api|limits|problems|ontology|shapes)[^"]*)"')
_DATA = re.compile(r"\.(?:ttl|nt|rdf|jsonld)$|format=|/api/openapi|/api/queries/")


def _links(page: str) -> set[str]:
    """Return the links of a page to pages in whatever language is asked for."""
    body = page.partition("<body>")[2]
    return {link for link in _LOCAL.findall(body) if not _DATA.search(link)}


@pytest.mark.parametrize(
    "path",
    [
        "things",
        "places/bra-manaus",
        "findings/bra-manaus-2023/partnerships/well-developed/4",
        "indicators/anti-trafficking",
        "ontology",
        "about",
        "nowhere",
    ],
)
def test_links_to_generic_pages_carry_the_language(service: RunningService, path: str) -> None:
    """Each names it, on a page of a mistake too; a fragment stands behind it."""
    for language in ("es", "fr"):
        page = service.get(f"/{language}/{path}", headers={"Accept": "text/html"}).text
        links = _links(page)
        assert links
        assert {link for link in links if f"?lang={language}" not in link} == set()
        assert all(link.partition("#")[0].endswith(f"lang={language}") for link in links)


def test_a_generic_page_keeps_the_language_and_its_plain_address(service: RunningService) -> None:
    """The way leads over the thing itself; the page, its links and its switch are Spanish."""
    headers = {"Accept": "text/html", "Accept-Language": "en"}
    thing = "/id/agent/iom"
    assert f"{thing}?lang=es" in _links(service.get("/es/things", headers=headers).text)
    led = service.get(f"{thing}?lang=es", headers=headers)
    assert (led.status_code, led.headers["location"]) == (303, f"{thing}.html?lang=es")
    page = service.get(led.headers["location"], headers=headers).text
    assert '<html lang="es">' in page
    assert f'<link rel="canonical" href="{thing}.html">' in page
    assert 'href="?lang=fr"' in page
    assert {link for link in _links(page) if "lang=es" not in link} == set()
    plain = service.get(f"{thing}.html", headers=headers).text
    assert '<html lang="en">' in plain
    assert f'<link rel="canonical" href="{thing}.html">' in plain
    assert "lang=" not in "".join(_links(plain))


@pytest.mark.parametrize("name", ["ontology", "shapes"])
def test_a_document_of_terms_has_one_address(service: RunningService, name: str) -> None:
    """In any language its canonical address is the plain one."""
    page = service.get(f"/{name}.html?lang=fr").text
    assert '<html lang="fr">' in page
    assert f'<link rel="canonical" href="/{name}.html">' in page


def test_the_second_page_of_what_refers_to_a_thing_is_canonical_too(
    service: RunningService,
) -> None:
    """It is another page, so it has an address of its own."""
    thing = "/id/review/confirmed"
    page = service.get(f"{thing}.html?page=2&lang=fr")
    assert page.status_code == 200
    assert f'<link rel="canonical" href="{thing}.html?page=2">' in page.text


def test_the_generic_page_of_a_finding_is_called_by_its_place_in_the_profile(
    service: RunningService,
) -> None:
    """A finding has no label; its heading is no path."""
    path = "/id/finding/bra-manaus-2023/partnerships/well-developed/4.html"
    for language, words in {
        "en": "Well-developed area: Partnerships 4",
        "es": "Área bien desarrollada: Alianzas 4",
        "fr": "Aspect bien développé : Partenariats 4",
    }.items():
        page = service.get(f"{path}?lang={language}").text
        heading = re.sub(r"<[^>]+>", "", page.partition("<h1>")[2].partition("</h1>")[0])
        assert " ".join(heading.split()).startswith(words)
        assert "Manaus" in heading
        assert words in " ".join(page.partition("<title>")[2].split())


@pytest.mark.parametrize(
    ("language", "rows", "query"),
    [
        ("en", "100,000", "65,536"),
        ("es", "100\u00a0000", "65\u00a0536"),
        ("fr", "100\u202f000", "65\u202f536"),
    ],
)
def test_limits_are_written_as_the_language_groups_digits(
    service: RunningService, language: str, rows: str, query: str
) -> None:
    """A comma would be that of a decimal in French and Spanish."""
    page = service.get(f"/limits?lang={language}").text
    assert f"<td>{rows}</td>" in page
    assert f"<td>{query}</td>" in page
