"""Bullets and numbers begin findings where no sentence can go on."""

import pytest

from mgi_graph.parsing.bullets import Bullet, ListState, begins_finding, read_bullet
from mgi_graph.parsing.lines import split_lines


@pytest.mark.parametrize(
    ("text", "style", "words"),
    [
        ("• Text", "•", "Text"),
        ("•Text", "•", "Text"),
        ("●\u00a0Text", "●", "Text"),
        ("▪\tText", "▪", "Text"),
        ("‣ Text", "‣", "Text"),
        ("\uf0b7 Text", "\uf0b7", "Text"),
        ("• • Text", "•", "Text"),
        ("- Text", "-", "Text"),
        ("-Text", "-", "Text"),
        ("– Text", "–", "Text"),
        ("— Text", "—", "Text"),
        ("* Text", "*", "Text"),
        ("o Text", "o", "Text"),
        ("1. Text", "1.", "Text"),
        ("12. Text", "1.", "Text"),
        ("1) Text", "1)", "Text"),
        ("(1) Text", "(1)", "Text"),
        ("1.- Texto", "1.-", "Texto"),
        ("•", "•", ""),
        ("-", "-", ""),
    ],
)
def test_bullet_is_told_from_its_text(text: str, style: str, words: str) -> None:
    """The bullet's style and length leave the text of the finding."""
    bullet = read_bullet(text)
    assert bullet is not None
    assert (bullet.style, text[bullet.length :]) == (style, words)


@pytest.mark.parametrize(
    "text",
    [
        "Text",
        "-based approach",
        "2020-2023 (2020)",
        "(2017) is",
        "1.5 million",
        "1",
        "office",
        "",
        "–30",
    ],
)
def test_text_without_bullet_has_none(text: str) -> None:
    """Numbers, years and dashes within words are no bullets."""
    assert read_bullet(text) is None


DOT, DASH, NUMBER = Bullet("•", 2, certain=True), Bullet("-", 2), Bullet("1.", 3, number=2)


@pytest.mark.parametrize(
    ("line", "before", "expected"),
    [
        pytest.param("  • Text", ListState(DOT, 2, finished=False), True, id="sign"),
        pytest.param(
            "- Migrant Module", ListState(DOT, 2, finished=False), False, id="dash in text"
        ),
        pytest.param("- Text", ListState(DOT, 2, finished=True), True, id="dash after full stop"),
        pytest.param("- Text", ListState(DASH, 0, finished=False), True, id="list of dashes"),
        pytest.param("    - Module", ListState(DASH, 2, finished=False), False, id="deeper dash"),
        pytest.param("3. Text", ListState(NUMBER, 0, finished=False), True, id="next number"),
        pytest.param("12. Text", ListState(NUMBER, 0, finished=False), False, id="number in text"),
        pytest.param("1. Text", None, True, id="first number"),
        pytest.param("o Text", None, True, id="first letter o"),
        pytest.param("o município", None, False, id="article"),
        pytest.param(
            "o Município", ListState(DOT, 2, finished=True), False, id="article in a list"
        ),
    ],
)
def test_uncertain_bullet_is_told_by_its_list(
    line: str, before: ListState | None, expected: bool
) -> None:
    """A dash or a number right under an unfinished sentence is the list's own or text."""
    (found,) = split_lines(line)
    bullet = read_bullet(found.text)
    assert bullet is not None
    assert begins_finding(bullet, found, before) is expected


def test_bullet_after_a_blank_line_begins_a_finding() -> None:
    """A blank line parts a dash from the sentence above."""
    line = split_lines("a\n\n- Text")[1]
    assert begins_finding(Bullet("-", 2), line, ListState(DOT, 2, finished=False))
