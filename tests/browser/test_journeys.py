"""Go the ways that readers go, in each language, at a desk and on a phone, and without scripts.

The expected sentences were read in ``data/sources``, and their indicators in ``data/curation``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.driving import DESK, PHONE, OpenReading, Reading

WAYS: Final = [
    pytest.param({"size": DESK}, id="desk"),
    pytest.param({"size": PHONE, "java_script_enabled": False}, id="phone, no scripts"),
]

_MANAUS, _MONTE_PATRIA, _MEDELLIN = "bra-manaus", "chl-monte-patria", "col-medellin"
_SEMINAR: Final = (
    "En 2023 las Comunas de Monte Patria y Vicuña llevaron a cabo el seminario “Derechos de las "
    "mujeres y acciones para la prevención de la trata de personas y el trabajo forzoso”, con el "
    "fin de concientizar a la población local sobre las acciones preventivas para erradicar "
    "dichas problemáticas."
)
_NO_POLICY: Final = "Desarrollar una política local contra la trata de personas."
_STRATEGIES: Final = "Strengthen anti-trafficking strategies at local level."
_COMMITTEE: Final = (
    "The Antioquia and Medellin Territorial Anti-trafficking in Persons Committee aims, inter "
    "alia, to trigger local action and venues for the prevention, investigation, and prosecution "
    "of the crime of trafficking in persons, and for the protection and assistance of victims."
)
_PLAN: Final = (
    "The Antioquia and Medellin Territorial Anti-trafficking in Persons Committee developed "
    "theTerritorial Action Plan 2021–2024 with technical advice from the Ministry of the "
    "Interior. The Plan addresses the action lines and approaches of the National "
    "Anti-trafficking in Persons Strategy (2016)."
)
_XENOPHOBIA: Final = (
    "The development of strategies to combat hate crimes, violence, xenophobia and "
    "discrimination against refugees and migrants is an area with potential for further "
    "development."
)
_CERTIFIED: Final = (
    "En 2023 personal municipal de Monte Patria participó en la certificación Inclusión y "
    "Discriminación para combatir prácticas discriminatorias hacia las personas migrantes en la "
    "provisión de servicios sociales."
)


@dataclass(frozen=True, slots=True)
class Lack:
    """Hold a gap of the reader's place, and what another place has well developed."""

    place: str
    gap: str
    practice: str
    """The sentence, as it stands in the source named ``source``."""
    source: str


LACKS: Final[Mapping[str, Lack]] = {
    "en": Lack(_MEDELLIN, _XENOPHOBIA, _CERTIFIED, "chl-monte-patria-2024-09.txt"),
    "es": Lack(_MONTE_PATRIA, _NO_POLICY, _COMMITTEE, "col-medellin-2022-09.txt"),
    "fr": Lack(_MANAUS, _STRATEGIES, _SEMINAR, "chl-monte-patria-2024-09.txt"),
}


def _lead_to_source(reading: Reading, practice: str) -> None:
    """Say that the page shows the sentence as it stands in its source, marked."""
    marks = reading.page.locator("main #source mark").all_text_contents()
    assert "".join(marks) == practice


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("language", LACKS)
def test_what_my_place_lacks_and_who_has_it(
    language: str, way: dict[str, object], read: OpenReading, sources: Mapping[str, str]
) -> None:
    """From home, two clicks lead to what another place has, and to where that is written."""
    lack = LACKS[language]
    reading = read(language, **way)
    page = reading.page
    reading.visit(f"/{language}/")
    page.select_option("#place", lack.place)
    page.locator("main form button").first.click()
    assert reading.path == f"/{language}/places/{lack.place}#learn"
    # The same gap may stand below among those that it shares.
    meeting = page.locator("article.meeting").filter(has_text=lack.gap).first
    meeting.get_by_text(lack.practice, exact=True).click()
    assert reading.path.startswith(f"/{language}/findings/")
    _lead_to_source(reading, lack.practice)
    assert lack.practice in sources[lack.source]
    assert lack.source in reading.text


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_two_places_are_compared_and_exported(
    language: str, way: dict[str, object], read: OpenReading
) -> None:
    """The matrix says where a place is silent, and its files hold the same sentences."""
    reading = read(language, **way)
    page = reading.page
    reading.visit(f"/{language}/compare")
    page.check(f"#place-{_MANAUS}")
    page.check(f"#place-{_MEDELLIN}")
    page.locator("form.chooser button").click()
    assert reading.path == f"/{language}/compare?place={_MANAUS}&place={_MEDELLIN}"
    row = page.locator("table.matrix tr").filter(has=page.locator('[href$="/access-to-housing"]'))
    silence = {"en": "not mentioned", "es": "no se menciona", "fr": "non mentionné"}[language]
    # Only the profile of Medellín speaks of housing, as a gap.
    assert silence in (row.locator("td").nth(0).text_content() or "").lower()
    expect(row.locator("td").nth(1).locator("a.for-development")).to_have_count(1)
    table = _save(reading, "CSV")
    assert _COMMITTEE in table
    assert _STRATEGIES in table
    text = _save(reading, "Markdown")
    assert "/findings/bra-manaus-2023/safe-orderly-and-regular-migration/for-development/3)" in text
    drawing = _save(reading, "SVG")
    assert drawing.startswith(("<svg", "<?xml"))
    assert "Medellín" in drawing


def _save(reading: Reading, name: str) -> str:
    """Return the file that a link of the comparison gives."""
    with reading.page.expect_download() as saving:
        reading.page.locator("p.actions a", has_text=name).click()
    assert saving.value.suggested_filename.startswith("mgi-compare-bra-manaus-col-medellin.")
    return saving.value.path().read_text(encoding="utf-8")


def test_a_comparison_is_saved_as_png(read: OpenReading) -> None:
    """Where scripts run, a button gives the picture as PNG, larger than nothing."""
    reading = read("fr")
    reading.visit(f"/fr/compare?place={_MANAUS}&place={_MEDELLIN}")
    with reading.page.expect_download() as saving:
        reading.page.get_by_role("button", name="PNG").click()
    content = saving.value.path().read_bytes()
    assert saving.value.suggested_filename.endswith(".png")
    # Width and height stand in the first chunk (PNG, third edition, section 11.2.1).
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(content[16:20]) > 1000
    assert int.from_bytes(content[20:24]) > 1000


@pytest.mark.parametrize("way", WAYS)
def test_all_on_trafficking_is_found_in_spanish(way: dict[str, object], read: OpenReading) -> None:
    """The Spanish word finds the five findings, three of which are written in English."""
    reading = read("es", **way)
    page = reading.page
    reading.visit("/es/")
    page.fill("#find", "trata")
    page.press("#find", "Enter")
    page.wait_for_url("**/es/search?q=trata")
    found = page.locator("main .card .statement").all_text_contents()
    assert set(found) == {_SEMINAR, _NO_POLICY, _STRATEGIES, _COMMITTEE, _PLAN}
    assert len(found) == 5
    expect(page.locator("main .card .in-language", has_text="en inglés")).to_have_count(3)
    page.get_by_text(_PLAN, exact=True).click()
    _lead_to_source(reading, _PLAN)


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_an_example_is_run_in_the_editor(language: str, read: OpenReading) -> None:
    """The query that stands in the editor has the 105 findings of the three profiles."""
    reading = read(language, size=PHONE if language == "fr" else DESK)
    page = reading.page
    reading.visit(f"/{language}/sparql")
    page.wait_for_selector("html[data-editor=ready]")
    page.locator("form.sparql-editor button[type=submit]").click()
    answer = page.locator("#editor-results")
    expect(answer.locator("tbody tr").first).to_be_visible()
    assert "105" in answer.inner_text()
    reading.visit(f"/{language}/sparql?example=anti-trafficking")
    page.wait_for_selector("html[data-editor=ready]")
    page.locator("form.sparql-editor button[type=submit]").click()
    expect(answer).to_contain_text(_SEMINAR)
    _lists_the_five(answer)


def test_an_example_is_run_without_scripts(read: OpenReading) -> None:
    """Without scripts the query stands in a plain field, and its answer comes as a page."""
    reading = read("es", java_script_enabled=False)
    reading.visit("/es/sparql?example=anti-trafficking")
    reading.page.locator("form.sparql-editor button[type=submit]").click()
    assert reading.path.startswith("/sparql?query=")
    _lists_the_five(reading.page.locator("main"))


def _lists_the_five(answer: Locator) -> None:
    """Say that each solution is of one of the five findings, and each of them has one."""
    rows = answer.locator("tbody tr").all_text_contents()
    five = (_SEMINAR, _NO_POLICY, _STRATEGIES, _COMMITTEE, _PLAN)
    assert all(any(statement in row for row in rows) for statement in five)
    assert all(any(statement in row for statement in five) for row in rows)


@pytest.mark.parametrize("way", WAYS)
def test_a_sentence_leads_to_its_place_in_the_source(
    way: dict[str, object], read: OpenReading, sources: Mapping[str, str]
) -> None:
    """The finding shows its line, and the whole source has the same words marked in it."""
    reading = read("fr", **way)
    page = reading.page
    reading.visit("/fr/indicators/anti-trafficking")
    page.get_by_text(_SEMINAR, exact=True).first.click()
    _lead_to_source(reading, _SEMINAR)
    line = 1 + sources["chl-monte-patria-2024-09.txt"].split(_SEMINAR)[0].count("\n")
    expect(page.locator(f'#source li[value="{line}"] mark')).to_have_text(_SEMINAR)
    page.locator('#source a[href*="/sources/"]').first.click()
    assert reading.path.startswith("/fr/sources/chl-monte-patria-2024/es")
    assert _SEMINAR in reading.page.locator("main mark").all_text_contents()
