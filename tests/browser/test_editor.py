"""The editor in a real browser: what it asks, what it shows, and how one leaves it by keyboard."""

from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.driving import OpenReading, Reading


def open_editor(reading: Reading, path: str) -> Page:
    """Open a page of the editor and wait until it is one."""
    reading.visit(path)
    reading.page.wait_for_selector("html[data-editor=ready]")
    return reading.page


def run(page: Page) -> None:
    """Press the button that runs the query."""
    page.click("form.sparql-editor button")


def test_example_runs_and_asks_this_service_alone(read: OpenReading) -> None:
    """The 105 findings are shown on the page; nothing is blocked and no other host is asked."""
    reading = read("en")
    page = open_editor(reading, "/en/sparql")
    page.click(".CodeMirror")
    page.keyboard.press("Control+End")
    page.keyboard.type("LIMIT 200 # mgi:x foaf:")
    run(page)
    expect(page.locator("#editor-results tbody tr")).to_have_count(105)
    expect(page.locator("#editor-results .complete")).to_contain_text("Solutions: 105")
    # The page, its style sheets and scripts, and the query.
    assert len(reading.requests) >= 5
    assert reading.foreign == []


def test_answer_can_be_had_in_other_forms(read: OpenReading) -> None:
    """The raw answer, the table as a file, and an address that has the query in it."""
    reading = read("es")
    page = open_editor(reading, "/es/sparql?query=profiles")
    run(page)
    expect(page.locator("#editor-results tbody tr")).to_have_count(3)
    page.click("#editor-results details summary")
    expect(page.locator("#editor-results pre")).to_contain_text('"bindings"')
    with page.expect_download() as downloading:
        page.click("#editor-results a[href$='format=csv']")
    lines = downloading.value.path().read_text("utf-8").splitlines()
    assert len(lines) == 4
    shared = urlsplit(page.url)
    assert shared.path == "/es/sparql"
    assert "SELECT" in parse_qs(shared.query)["query"][0]
    again = open_editor(reading, f"{shared.path}?{shared.query}")
    run(again)
    expect(again.locator("#editor-results tbody tr")).to_have_count(3)


def test_mistake_is_explained_beside_the_query(read: OpenReading) -> None:
    """The service's own words about the mistake are shown, with its line."""
    reading = read("fr")
    page = open_editor(reading, "/fr/sparql?query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%7D")
    run(page)
    expect(page.locator("#editor-results h2")).to_be_visible()
    expect(page.locator("#editor-results")).to_contain_text("query-syntax")
    assert page.locator("h1").count() == 1
    # The browser complains of the status of the answer, and of nothing else.
    assert [each for each in reading.complaints if "400" not in each] == []
    reading.complaints.clear()


def test_terms_are_completed_with_the_readers_labels(read: OpenReading) -> None:
    """A property is found by what it is called in French, and its prefix is declared."""
    page = open_editor(read("fr"), "/fr/sparql?query=SELECT%20*%20%7B%0A%0A%7D")
    page.click(".CodeMirror")
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("?f trait")
    hint = page.locator(".CodeMirror-hint", has_text="mgi:addresses · traite de")
    expect(hint).to_be_visible()
    hint.click()
    expect(page.locator(".CodeMirror-code")).to_contain_text("?f mgi:addresses")
    declared = "PREFIX mgi: <https://w3id.org/mgi-graph/ontology#>"
    expect(page.locator(".CodeMirror-code")).to_contain_text(declared)


def test_keyboard_is_not_caught(read: OpenReading) -> None:
    """Tab indents in the editor, and leaves it after Escape; the page says so."""
    page = open_editor(read("en"), "/en/sparql?query=ASK%20%7B%7D")
    expect(page.locator("#editor-help")).to_contain_text("press Escape first")
    page.click(".CodeMirror")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.yasqe') !== null")
    page.keyboard.press("Escape")
    expect(page.locator("[data-escaped]")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Run"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Query"
    page.keyboard.press("Control+Enter")
    expect(page.locator("#editor-results .boolean")).to_contain_text("Yes")


def test_page_works_without_script(read: OpenReading) -> None:
    """Choosing a question and running it takes two pages and no script."""
    reading = read("es", java_script_enabled=False)
    reading.visit("/es/sparql")
    page = reading.page
    page.select_option("#example", "profiles")
    page.click("form:has(#example) button")
    expect(page.locator("#query")).to_contain_text("SELECT")
    page.click("form.sparql-editor button")
    expect(page.locator("main tbody tr")).to_have_count(3)


def test_editor_can_be_read_in_the_dark_and_on_a_phone(read: OpenReading) -> None:
    """The background follows the scheme, and nothing is wider than the window."""
    reading = read("fr", size=(320, 640))
    reading.page.emulate_media(color_scheme="dark")
    page = open_editor(reading, "/fr/sparql")
    colour = "getComputedStyle(document.querySelector('.CodeMirror')).backgroundColor"
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(colour) == page.evaluate(paper)
    assert page.evaluate("document.querySelector('main').scrollWidth") <= 320
