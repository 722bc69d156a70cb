"""Split a source into its lines and say how a line begins and ends."""

import re
from functools import lru_cache
from typing import NamedTuple

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"
_ORNAMENT = re.compile(rf"([-=*~_#\u2010-\u2015])(?:\s*\1){{2,}}|[{_INVISIBLE}\s]+")
_COPYRIGHT = re.compile(r"\u00a9|copyright\s*(?:\u00a9|\(c\)|(?:19|20)\d\d)", re.IGNORECASE)
_STOPS = (".", "!", "?", "\u2026")
_CLOSING = "\"'\u2019\u201d\u00bb\u203a)]"
_LETTER = re.compile(r"[^\W\d_]")


class Line(NamedTuple):
    """Hold one line that is not blank.

    ``number`` counts all lines from 1. ``start`` and ``end`` are the positions in the
    source of ``text``, which is the line without white space at its ends; ``indent``
    counts the characters before it. ``after_blank`` says that a blank line stands
    before it, ``after_break`` that a form feed does; a line that holds only a form
    feed is no blank line.
    """

    number: int
    start: int
    end: int
    text: str
    indent: int
    after_blank: bool
    after_break: bool = False


def split_lines(text: str) -> list[Line]:
    r"""Return the lines of ``text`` that are not blank; LF, CR LF and CR end a line.

    An invisible character that begins a line, such as a byte order mark, counts as
    white space, save on a line that holds nothing else.

    >>> [(line.number, line.text, line.after_blank) for line in split_lines("a\r\n\n b\f\n")]
    [(1, 'a', False), (3, 'b', True)]
    """
    lines: list[Line] = []
    after_blank = after_break = False
    for number, found in enumerate(_LINE.finditer(text), start=1):
        raw = found[1]
        stripped = raw.strip()
        if stripped:
            if stripped[0] in _INVISIBLE:
                stripped = stripped.lstrip(_INVISIBLE).lstrip() or stripped
            indent = raw.index(stripped)
            start = found.start() + indent
            end = start + len(stripped)
            after_break = after_break or "\f" in raw[:indent]
            lines.append(Line(number, start, end, stripped, indent, after_blank, after_break))
            after_blank, after_break = False, raw.endswith("\f")
        elif "\f" in raw:
            after_break = True
        else:
            after_blank = True
    return lines


def is_ornament(text: str) -> bool:
    r"""Say whether a line only parts others: a rule of one repeated mark, or invisible.

    >>> is_ornament("* * *"), is_ornament("_____"), is_ornament("\u2022")
    (True, True, False)
    """
    return _ORNAMENT.fullmatch(text) is not None


def is_copyright(text: str) -> bool:
    """Say whether a line tells whose the text is, as the foot of a page does.

    >>> is_copyright("\u00a9 2020 IOM. All rights reserved."), is_copyright("Copyright (c) IOM")
    (True, True)
    >>> is_copyright("Copyright law protects the works of migrants.")
    False
    """
    return _COPYRIGHT.match(text) is not None


@lru_cache(maxsize=1024)
def is_finished(text: str) -> bool:
    """Say whether ``text`` ends as a sentence does.

    >>> is_finished('She said "yes."'), is_finished("in coordination with"), is_finished("(2020)")
    (True, False, False)
    """
    return text.rstrip(_CLOSING).endswith(_STOPS)


def begins_in_lower_case(text: str) -> bool:
    """Say whether the first letter of ``text`` is a small one and no digit stands before it.

    >>> begins_in_lower_case("(and its plan)"), begins_in_lower_case("2nd plan")
    (True, False)
    """
    letter = _LETTER.search(text)
    if letter is None or any(each.isdigit() for each in text[: letter.start()]):
        return False
    return letter[0].islower()
