"""Look at the lines of a source from one of them on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mgi_graph.model import DomainSlug
from mgi_graph.parsing.bullets import read_bullet
from mgi_graph.parsing.dates import DateReading, read_date
from mgi_graph.parsing.headings import Sign, SignKind, may_begin_sign, read_sign
from mgi_graph.parsing.layout import LineRole, LineUse
from mgi_graph.parsing.lines import Line, is_copyright, is_finished, is_ornament
from mgi_graph.parsing.suggestions import misspelt_sign
from mgi_graph.parsing.title_ends import adds_nothing, begins_above, is_fuller
from mgi_graph.parsing.titles import TitleReading, is_bare_phrase, may_hold_title, read_title

_LONGEST_BULLETED_SIGN = 120
_LONGEST_OPENER = 40
_MOST_LINES = 5
"""Lines over which a heading or a title may be wrapped."""

_DASHES = frozenset("-\u2013\u2014")
"""Bullets with which a title may go on: "Congo / - Kinshasa"."""

_MOST_HEADINGS = 3
"""Times that a heading may stand over itself."""


class SignHere(NamedTuple):
    """Hold a structural line and over how many lines it goes."""

    sign: Sign
    length: int


class TitleHere(NamedTuple):
    """Hold a title and over how many lines it goes."""

    reading: TitleReading
    length: int


@dataclass(slots=True)
class Cursor:
    """Read what stands at a line; a heading or title may go on in the lines after it.

    What is asked of a line again, from lines before it or after it, is kept.
    """

    lines: Sequence[Line]
    _signs: dict[int, SignHere | None] = field(default_factory=dict)
    _alone: dict[int, bool] = field(default_factory=dict)
    _of_title: dict[int, bool] = field(default_factory=dict)
    _titles: dict[int, bool] = field(default_factory=dict)

    def sign(self, at: int) -> SignHere | None:
        """Return the structural line that begins at ``at``, ``None`` beyond the end too."""
        if at not in self._signs:
            self._signs[at] = self._read_sign(at) if at < len(self.lines) else None
        return self._signs[at]

    def _read_sign(self, at: int) -> SignHere | None:
        text = self.lines[at].text
        bullet = read_bullet(text)
        if bullet is not None and bullet.certain and len(text) > _LONGEST_BULLETED_SIGN:
            return None
        found = read_sign(text)
        if not may_begin_sign(text):
            return SignHere(found, 1) if found else None
        for length in range(_MOST_LINES, 1, -1):
            joined = self._joined(at, length)
            if joined and (wrapped := read_sign(joined)):
                return SignHere(wrapped, length)
        return SignHere(found, 1) if found else None

    def _joined(self, at: int, length: int) -> str:
        """Join ``length`` lines that no blank line parts; empty where they are parted."""
        lines = self.lines[at : at + length]
        if len(lines) < length or any(line.after_blank for line in lines[1:]):
            return ""
        return " ".join(line.text for line in lines)

    def has_kind(self, at: int, *kinds: SignKind) -> bool:
        """Say whether a structural line of one of ``kinds`` begins at ``at``."""
        found = self.sign(at)
        return found is not None and found.sign.kind in kinds

    def domain(self, at: int) -> DomainSlug | None:
        """Return the domain whose heading begins at ``at``, ``None`` where none does."""
        found = self.sign(at)
        return None if found is None else found.sign.domain

    def is_constant(self, at: int) -> bool:
        """Say whether the line is the number that the portal prints before a block."""
        return self.is_number(at) and (
            self.has_kind(at + 1, SignKind.OPENER, SignKind.INTRODUCTION)
            or self.leads_to_list(at + 1, headings=True)
            or self.is_misspelt_opener(at + 1)
        )

    def is_misspelt_opener(self, at: int) -> bool:
        """Say whether the line at ``at`` is nearly one that opens a block."""
        return (
            at < len(self.lines)
            and len(self.lines[at].text) <= _LONGEST_OPENER
            and self.sign(at) is None
            and misspelt_sign(self.lines[at].text, (SignKind.OPENER,)) is not None
        )

    def is_number(self, at: int) -> bool:
        """Say whether the line holds digits alone."""
        return at < len(self.lines) and self.lines[at].text.isdigit()

    def is_page_number(self, at: int) -> bool:
        """Say whether the line holds digits alone and stands at a page break or at the end.

        At the end a number may also be the last word of a sentence, or a year alone.
        """
        if not self.is_number(at):
            return False
        if any(line.after_break for line in self.lines[at : at + 2]):
            return True
        is_last = at == len(self.lines) - 1
        return is_last and not self._may_go_on(at) and self.date(at) is None

    def _may_go_on(self, at: int) -> bool:
        """Say whether the line at ``at`` stands right under a line that ends no sentence."""
        return (
            at > 0 and not self.lines[at].after_blank and not is_finished(self.lines[at - 1].text)
        )

    def furniture(self, at: int) -> list[LineUse]:
        """Return what lines from ``at`` on are used as where they belong to the page alone.

        These are rules, copyright lines and the number that the portal prints before a
        block; the list is empty where none of them begins.
        """
        if is_ornament(self.lines[at].text):
            return [LineUse(LineRole.CHROME, "rule")]
        if self.is_constant(at):
            return [LineUse(LineRole.STRUCTURE, "number before a block")]
        return [LineUse(LineRole.CHROME, "copyright")] * self._copyright_length(at)

    def _copyright_length(self, at: int) -> int:
        """Return over how many lines a copyright line goes that begins at ``at``, 0 if none does.

        Only at the end of the source, where no finding can follow, is it more than one.
        """
        text, rest = self.lines[at].text, range(at + 1, len(self.lines))
        if not is_copyright(text) or (self._may_go_on(at) and text[0].isalpha()):
            return 0
        if self._may_go_on(at) or len(rest) >= _MOST_LINES:
            return 1
        for other in rest:
            line = self.lines[other]
            if line.after_blank or self.is_bulleted(other):
                return 1
            if self._stands_alone(other) or self._is_title(other):
                return 1
        return 1 + len(rest)

    def leads_to_list(self, at: int, *, headings: bool = False) -> bool:
        """Say whether a marker begins at ``at``, headings of domains before it left aside.

        With ``headings`` there must be one.
        """
        first = at
        for _ in range(_MOST_HEADINGS):
            here = self.sign(at)
            if here is None or here.sign.kind is not SignKind.DOMAIN:
                break
            at += here.length
        return self.has_kind(at, SignKind.MARKER) and (at > first or not headings)

    def ends_here(self, at: int) -> bool:
        """Say whether the sentence at ``at`` cannot go on in the line under it."""
        after = at + 1
        return (
            after >= len(self.lines)
            or self.lines[after].after_blank
            or self.is_bulleted(after)
            or self.sign(after) is not None
        )

    def is_bulleted(self, at: int) -> bool:
        """Say whether the line at ``at`` begins as a finding may."""
        return at < len(self.lines) and read_bullet(self.lines[at].text) is not None

    def date(self, at: int) -> DateReading | None:
        """Return what the line at ``at`` says as a date line, ``None`` if it is none."""
        return read_date(self.lines[at].text) if at < len(self.lines) else None

    def dates_title(self, at: int) -> bool:
        """Say whether a title stands under the date at ``at``, with no other date under itself.

        "The post has been open since / November 2019" may end the last finding.
        """
        title = self.title(at + 1)
        return title is not None and self.date(at + 1 + title.length) is None

    def title(self, at: int) -> TitleHere | None:
        """Return the title that begins at ``at``; it may go on in the lines after it.

        The shortest reading with the whole name of a country counts, else the shortest
        one at all. A line above a title that says nothing of the place begins no title.
        """
        whole = self._fullest_title(at)
        return None if whole is None or self._begins_below(at, whole) else whole

    def _fullest_title(self, at: int) -> TitleHere | None:
        found = None
        for here in self.titles(at):
            if found is None or is_fuller(here.reading, found.reading):
                found = here
        return found

    def _begins_below(self, at: int, whole: TitleHere) -> bool:
        """Say whether the first lines of what reads as a title are lines of their own."""
        for above in range(1, whole.length):
            here = self._fullest_title(at + above)
            if here is not None and above + here.length == whole.length:
                return adds_nothing(self._joined(at, above), whole.reading, here.reading)
        return False

    def is_begun_above(self, at: int) -> bool:
        """Say whether the title at ``at`` is but the end of one that the line above begins.

        "Goma (Democratic Republic of / the Congo) - Migration Governance Profile"
        """
        here = self.title(at)
        if here is None or at == 0 or self.lines[at].after_blank:
            return False
        whole = self._read_title(at - 1, here.length + 1)
        return whole is not None and begins_above(whole, here.reading.title.text)

    def titles(self, at: int) -> Iterator[TitleHere]:
        """Yield each reading of the lines from ``at`` on as a title, the shortest first."""
        end = min(at + _MOST_LINES, len(self.lines))
        if not any(self._may_hold_title(each) for each in range(at, end)):
            return
        if self._is_of_no_title(at):
            return
        for length in range(1, end - at + 1):
            last = at + length - 1
            if length > 1 and self._stands_alone(last):
                return
            reading = self._read_title(at, length)
            if length > 1 and self._is_title(last) and not self._is_end(reading, last):
                return
            if reading is not None:
                yield TitleHere(reading, length)

    def _may_hold_title(self, at: int) -> bool:
        if at not in self._of_title:
            self._of_title[at] = may_hold_title(self.lines[at].text)
        return self._of_title[at]

    def _read_title(self, at: int, length: int) -> TitleReading | None:
        joined = self._joined(at, length)
        if joined and (reading := read_title(joined)) is not None:
            return reading
        first = self.lines[at].text
        if length == 2 and is_bare_phrase(first):
            return read_title(f"{first}: {self.lines[at + 1].text}")
        return None

    def _is_end(self, whole: TitleReading | None, last: int) -> bool:
        """Say whether the line at ``last``, which reads as a title, is the end of a whole one."""
        return whole is not None and begins_above(whole, self.lines[last].text)

    def _stands_alone(self, at: int) -> bool:
        """Say whether what stands at ``at`` is of no title that began before it."""
        if at not in self._alone:
            text = self.lines[at].text
            bullet = read_bullet(text)
            self._alone[at] = self._is_of_no_title(at) or (
                bullet is not None and bullet.style not in _DASHES
            )
        return self._alone[at]

    def _is_title(self, at: int) -> bool:
        """Say whether the line at ``at`` reads as a title by itself."""
        if at not in self._titles:
            is_title = self._may_hold_title(at) and read_title(self.lines[at].text) is not None
            self._titles[at] = is_title
        return self._titles[at]

    def _is_of_no_title(self, at: int) -> bool:
        text = self.lines[at].text
        return (
            text.isdigit()
            or is_ornament(text)
            or is_copyright(text)
            or read_date(text) is not None
            or self.sign(at) is not None
        )
