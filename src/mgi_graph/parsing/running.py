"""Tell whether a line goes on with the text above it or begins something new.

Texts are wrapped at any word, so the last line of a finding may read like a
heading: "… the capacity of officials in matters of / migrants' rights." And a
heading may be misspelt, and must not then vanish in the finding above it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from mgi_graph.model import Span, Status
from mgi_graph.parsing import problems
from mgi_graph.parsing.bullets import Bullet, ListState
from mgi_graph.parsing.cursor import Cursor, SignHere
from mgi_graph.parsing.headings import SignKind
from mgi_graph.parsing.layout import FindingKey
from mgi_graph.parsing.lines import Line, begins_in_lower_case, is_finished
from mgi_graph.parsing.suggestions import mentions_domain, misspelt_sign

_NO_BULLET = Bullet("", 0)


@dataclass(slots=True)
class Running:
    """Hold the text that a next line may go on with: a finding or the introduction.

    ``key`` and ``span`` are ``None`` for the introduction, ``key`` also for a finding
    of a list in doubt. ``last_text`` is the text of its last line.
    """

    last_text: str
    bullet: Bullet = _NO_BULLET
    indent: int = -1
    key: FindingKey | None = None
    span: Span | None = None

    @property
    def finished(self) -> bool:
        """Say whether the text ends as a sentence does, so far."""
        return is_finished(self.last_text)

    @property
    def list_state(self) -> ListState:
        """Return what tells the next bullet from a dash within a sentence."""
        return ListState(self.bullet, self.indent, self.finished)


@dataclass(frozen=True, slots=True)
class Misspelling:
    """Say what a misspelt line was meant to be, as far as can be told, and word it."""

    kind: SignKind
    problem: str
    status: Status | None = None


def goes_on(running: Running | None, line: Line) -> bool:
    """Say whether ``line``, which has no bullet, is the next line of a finding.

    It is, if it follows directly; after a blank line only if the sentence is not
    finished and goes on in lower case. A number alone goes on with no finished sentence.
    """
    if running is None or (running.finished and line.text.isdigit()):
        return False
    return not line.after_blank or (begins_in_lower_case(line.text) and not running.finished)


def sign_goes_on(running: Running | None, cursor: Cursor, at: int, here: SignHere) -> bool:
    """Say whether what reads as a structural line is part of the sentence above it."""
    line, last = cursor.lines[at], cursor.lines[at + here.length - 1]
    if running is None or not goes_on(running, line):
        return False
    lower = begins_in_lower_case(line.text)
    stops = last.text.endswith(".")
    if line.after_blank:
        return stops
    if stops and (lower or not running.finished):
        return True
    if not lower or running.finished:
        return False
    return not _is_confirmed(cursor, at, here) or _has_other_list(cursor, at, here)


def heading_in_doubt(running: Running | None, cursor: Cursor, at: int, here: SignHere) -> bool:
    """Say whether a domain's heading may be the end of the sentence above it as well.

    That is one in lower case right under an unfinished sentence, where all others are not.
    """
    line = cursor.lines[at]
    if running is None or running.finished or line.after_blank or here.sign.domain is None:
        return False
    others = [other for other in _headings_of_lists(cursor) if other != at]
    return (
        begins_in_lower_case(line.text)
        and bool(others)
        and not any(begins_in_lower_case(cursor.lines[other].text) for other in others)
    )


def _has_other_list(cursor: Cursor, at: int, here: SignHere) -> bool:
    """Say whether another heading of the same domain, with a capital, leads to its lists."""
    return here.sign.domain is not None and any(
        other != at
        and cursor.domain(other) is here.sign.domain
        and not begins_in_lower_case(cursor.lines[other].text)
        for other in _headings_of_lists(cursor)
    )


def _headings_of_lists(cursor: Cursor) -> Iterator[int]:
    return (at for at in range(len(cursor.lines)) if cursor.leads_to_list(at, headings=True))


def _is_confirmed(cursor: Cursor, at: int, here: SignHere) -> bool:
    """Say whether what follows shows that a structural line stands at ``at``."""
    after = at + here.length
    if here.sign.kind is SignKind.MARKER:
        return cursor.is_bulleted(after) or cursor.sign(after) is not None
    if here.sign.kind is SignKind.OPENER:
        return cursor.has_kind(after, SignKind.INTRODUCTION, SignKind.DOMAIN)
    return cursor.leads_to_list(after)


def find_misspelling(running: Running | None, cursor: Cursor, at: int) -> Misspelling | None:
    """Return what the line at ``at`` misspells, ``None`` if it misspells nothing.

    Lines that can only be part of a sentence are let through unseen.
    """
    if (problem := _heading_without_list(running, cursor, at)) is not None:
        return Misspelling(SignKind.DOMAIN, problem)
    line = cursor.lines[at]
    finished = running is None or running.finished
    lower = begins_in_lower_case(line.text)
    bulleted = cursor.is_bulleted(at + 1)
    if goes_on(running, line) and not finished:
        if line.text.endswith(".") or not (bulleted or cursor.sign(at + 1)):
            return None
    elif goes_on(running, line) and lower and line.text.endswith("."):
        return None
    sign = misspelt_sign(line.text, (SignKind.OPENER, SignKind.MARKER))
    if sign is not None and sign.kind is SignKind.OPENER:
        return Misspelling(sign.kind, problems.opener_not_known(line.text))
    if sign is not None:
        return Misspelling(sign.kind, problems.marker_not_known(line.text), sign.status)
    if cursor.leads_to_list(at + 1) and misspelt_sign(line.text, (SignKind.DOMAIN,)):
        if goes_on(running, line) and not finished and lower and mentions_domain(line.text):
            return None
        return Misspelling(SignKind.DOMAIN, problems.heading_not_known(line.text))
    if finished and not lower and bulleted and line.text.endswith(":"):
        return Misspelling(SignKind.MARKER, problems.marker_not_known(line.text))
    return None


def _heading_without_list(running: Running | None, cursor: Cursor, at: int) -> str | None:
    """Word that the line under a finding is a domain's heading, or nearly one, with no marker."""
    line = cursor.lines[at]
    if running is None or running.span is None or not goes_on(running, line):
        return None
    if begins_in_lower_case(line.text) or line.text.endswith("."):
        return None
    here = cursor.sign(at)
    if here is not None and here.sign.domain is not None:
        ends = cursor.ends_here(at + here.length - 1)
        return problems.heading_without_list(line.text) if ends else None
    if cursor.is_bulleted(at + 1) and (running.finished or line.text.isupper()):
        near = misspelt_sign(line.text, (SignKind.DOMAIN,))
        return problems.heading_not_known(line.text) if near else None
    return None
