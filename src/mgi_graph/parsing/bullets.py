"""Read the bullet or the number before a finding.

A dash, an asterisk, an "o" or a number may also begin a line of a wrapped sentence
("the 123 Social Line / - Migrant Module"). Whether it is a bullet is then told by
the list that it stands in.
"""

import re
from dataclasses import dataclass

from mgi_graph.parsing.lines import Line, is_finished

_SIGNS = "•●▪‣◦∙·⋅■□▫◆◇○►▸▶➢➤➔→✓✔❖⁃\uf0b7\uf0a7\uf0d8\uf02d"
_BULLET = re.compile(
    rf"""(?:
        (?P<sign> [{_SIGNS}] (?:\s*[{_SIGNS}])* )
        | (?P<dash> [-\u2010-\u2015\u2212*+] ) (?= \s | \Z | [^\W\d_a-zß-öø-ÿ] | ["'“‘«¿¡(] )
        | (?P<letter> o ) (?= \s )
        | (?P<number> \(\d{{1,2}}\) | \d{{1,2}} (?: \.- | \.\) | [.)] ) )
          (?= \s | \Z | [^\W\d_] )
    ) \s*""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Bullet:
    """Hold the bullet of a line.

    ``style`` is the sign, or the shape of a number: ``1.`` or ``(1)``. ``number`` is
    its value. ``length`` counts the characters up to the text.
    """

    style: str
    length: int
    number: int | None = None
    certain: bool = False
    """Whether no sentence can go on with it."""


def read_bullet(text: str) -> Bullet | None:
    """Return the bullet that ``text`` may begin with, or ``None``.

    >>> read_bullet("• Health care")
    Bullet(style='•', length=2, number=None, certain=True)
    >>> read_bullet("(12) Health care")
    Bullet(style='(1)', length=5, number=12, certain=False)
    >>> read_bullet("2020-2023 (2020)")
    """
    found = _BULLET.match(text)
    if found is None:
        return None
    if found["sign"]:
        return Bullet(found["sign"][0], found.end(), certain=True)
    if found["number"]:
        digits = re.sub(r"\D", "", found["number"])
        style = found["number"].replace(digits, "1")
        return Bullet(style, found.end(), number=int(digits))
    return Bullet(found["dash"] or found["letter"], found.end())


@dataclass(frozen=True, slots=True)
class ListState:
    """Describe the list so far: how its last finding began and how its last line ends."""

    bullet: Bullet
    indent: int
    finished: bool
    """Whether the last line ends as a sentence does."""


def begins_finding(bullet: Bullet, line: Line, before: ListState | None) -> bool:
    """Say whether ``bullet`` begins a finding at ``line``; ``before`` is the list so far.

    An uncertain bullet right under an unfinished sentence belongs to that sentence,
    unless it is the list's own: the same sign at the same indent, or the next number.
    """
    if bullet.certain:
        return True
    text = line.text[bullet.length :]
    if bullet.style == "o" and not (text[:1].isupper() or line.text[1] in "\t\u00a0"):
        return False
    if before is None:
        return True
    same = bullet.style == before.bullet.style
    if bullet.style == "o" and not same:
        return False
    if line.after_blank or before.finished:
        return True
    if same and bullet.number is not None and before.bullet.number is not None:
        return bullet.number in {before.bullet.number, before.bullet.number + 1}
    return same and line.indent == before.indent


def list_state(bullet: Bullet, indent: int, last_line: str) -> ListState:
    """Describe a list after a line that belongs to its last finding."""
    return ListState(bullet, indent, is_finished(last_line))
