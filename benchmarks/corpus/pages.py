"""Write the text of a source in one of its many layouts."""

import random
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from benchmarks.corpus.layouts import SourceLayout
from benchmarks.corpus.places import Assignment, country_name
from benchmarks.corpus.words.tables import read_table
from mgi_graph.model import DomainSlug, Language, PlaceKind, Status

Lists = Sequence[tuple[DomainSlug, Status, Sequence[str]]]
"""The statements of each list, in the official order."""

_SIGNS = frozenset("•●▪‣\uf0b7")
"""Bullets that no sentence goes on with, so that dashes below them are part of a finding."""

_BREAK_AFTER = 12
"""Findings between two page breaks."""


def write_page(
    assignment: Assignment,
    language: Language,
    lists: Lists,
    layout: SourceLayout,
    chance: random.Random,
) -> str:
    """Return a source whose lists hold these statements."""
    page = _Page(assignment, language, layout, chance)
    page.portal()
    if layout.title in {"before", "both"}:
        page.title()
    page.introduction()
    page.domains(lists)
    if layout.title != "before":
        page.blank(1)
        page.title()
    page.footer()
    text = layout.line_end.join(page.lines).replace("'", layout.apostrophe)
    return ("\ufeff" if layout.byte_order_mark else "") + text + layout.line_end


class _Page:
    """Gather the lines of a source."""

    def __init__(
        self,
        assignment: Assignment,
        language: Language,
        layout: SourceLayout,
        chance: random.Random,
    ) -> None:
        self.assignment = assignment
        self.language = language
        self.layout = layout
        self.chance = chance
        self.words: dict[str, Any] = read_table("pages")[language.value]
        self.lines: list[str] = []
        self.findings = self.total = 0
        self.form = chance.choice(self.words["forms"][assignment.place.kind.value])

    def blank(self, count: int) -> None:
        """Write blank lines."""
        self.lines += [self.layout.blank] * count

    def gap(self) -> None:
        """Write the blank lines that part one thing from the next."""
        self.blank(self.layout.gap)

    def wrapped(self, text: str, first: str = "", later: str = "") -> None:
        """Write a text over as many lines as the width asks for."""
        if not self.layout.width:
            self.lines.append(first + text)
            return
        folded = _fold(text, self.layout.width)
        self.lines += [(later if at else first) + piece for at, piece in enumerate(folded)]

    def portal(self) -> None:
        """Write what the portal prints above a profile."""
        name, _, twice = self.layout.portal.partition(" ")
        if name == "none":
            return
        lines: Iterable[str] = (
            (heading[0] for heading in self.words["headings"].values())
            if name == "contents"
            else read_table("pages")["portals"][name] * (2 if twice else 1)
        )
        for line in lines:
            self.lines.append(line)
            self.gap()
        self.blank(1)

    def title(self) -> None:
        """Write the title and the date."""
        title = self._title()
        parts = [title, self._date()]
        if self.layout.title == "two lines":
            parts = [*title.partition(": ")[::2], self._date()] if ": " in title else parts
            parts[0] += ":" if len(parts) == 3 else ""
        if self.layout.title == "after date":
            parts.reverse()
        for part in parts:
            self.wrapped(part)
            if self.layout.title != "two lines":
                self.gap()

    def _title(self) -> str:
        place, form = self.assignment.place, self.layout.title_form
        titles: list[str] = self.words["titles"]
        country = country_name(place.country.alpha2, self.language)
        if place.kind is PlaceKind.COUNTRY:
            return f"{titles[0]}{country}"
        if form == "of":
            first = self.words["forms"][place.kind.value][0]
            return f"{titles[3]}{first} {place.name} ({country})"
        named = f"{self.form} {place.name}"
        written = {
            "parentheses": f"{titles[0]}{named} ({country})",
            "comma": f"{titles[1]}{named}, {country}",
            "dash": f"{titles[4]}{named} ({country})",
            "second": f"{titles[2]}{named} ({country})",
            "reversed": f"{named} ({country}) — {titles[0].rstrip(' :')}",
            "portal": f"{titles[0]}{named} ({country}) | Migration Data Portal",
            "no country": f"{titles[0]}{named}",
        }
        return written[form]

    def _date(self) -> str:
        issued = self.assignment.issued
        month: str = self.words["months"][issued.month - 1]
        french: str = read_table("pages")["fr"]["months"][issued.month - 1]
        patterns: dict[str, str] = self.words["date"]
        written = {
            "year month": f"{issued.year} {french.capitalize()}",
            "month year": f"{month.capitalize()} {issued.year}",
            "number": str(issued),
            "slash": f"{issued.month:02d}/{issued.year}",
        }
        pattern = patterns.get(self.layout.date, "")
        filled = pattern.replace("<month>", month).replace("<year>", str(issued.year))
        return written.get(self.layout.date, filled)

    def opener(self) -> None:
        """Write the line that opens a block, in one of its forms."""
        known = "Key findings"
        forms = {
            "number": ["1", known],
            "plain": [known],
            "translated": [self.words["opener"]],
            "none": [],
            "twice": [known, known],
            "number alone": ["1"],
            "colon": [f"{known}:"],
        }
        self.lines += forms[self.layout.opener]

    def introduction(self) -> None:
        """Write the introduction, or nothing."""
        if self.layout.introduction == "none":
            return
        place = self.assignment.place
        country = country_name(place.country.alpha2, self.language)
        named = country
        if place.kind is not PlaceKind.COUNTRY:
            named = f"{self.form} {place.name} ({country})"
        self.opener()
        self.lines.append(self.words["introduction"])
        self.blank(1)
        self.wrapped(self.words["describes"].replace("<place>", named))
        self.blank(1)
        if self.layout.introduction != "short":
            # Its last words, alone on a line, would read as what opens a block.
            self.lines.append(self.words["click"])
            self.blank(1)
            self.wrapped(self.words["made"])
            self.blank(1)

    def domains(self, lists: Lists) -> None:
        """Write the blocks of the domains."""
        domains = list(dict.fromkeys(domain for domain, _, _ in lists))
        self.total = sum(len(texts) for _, _, texts in lists)
        if self.layout.domains == "shuffled":
            self.chance.shuffle(domains)
        for domain in domains:
            if self.layout.breaks == "rules":
                self.lines.append(self.chance.choice(["-----", "* * *", "______"]))
            self.opener()
            self._heading(domain)
            own = [(status, texts) for each, status, texts in lists if each is domain]
            for status, texts in own if self.layout.lists == "well first" else own[::-1]:
                self.gap()
                self.wrapped(self.chance.choice(self.words["markers"][status.value]))
                self.gap()
                for number, text in enumerate(texts, start=1):
                    self._finding(number, text)

    def _heading(self, domain: DomainSlug) -> None:
        short, long = self.words["headings"][domain.value]
        number = list(DomainSlug).index(domain) + 1
        forms = {
            "capitals": [short.upper()],
            "plain": [short],
            "colon": [f"{short}:"],
            "numbered": [f"{self.words['numbered']} {number}: {short}"],
            "twice": [short, short],
            "hashes": [f"## {short}"],
        }
        if self.layout.heading == "long":
            self.wrapped(long)
        else:
            self.lines += forms[self.layout.heading]

    def _finding(self, number: int, text: str) -> None:
        """Write one finding; a page may end after it."""
        mark = self.layout.bullet
        mark = mark.replace("1", str(number)) if "1" in mark else mark
        first = f"{self.layout.indent}{mark}{self.layout.after_bullet}"
        if not self.layout.stops:
            text = text.removesuffix(".")
        begin, *parts = text.split(" - ") if mark in _SIGNS and not self.layout.width else [text]
        self.wrapped(begin, first, self.layout.indent + "  ")
        self.lines += [f"{self.layout.indent}   - {part}" for part in parts]
        self.lines[-1] += self.layout.trailing
        self.findings += 1
        if self.findings % _BREAK_AFTER == 0 and self.findings < self.total:
            self._page_break()

    def _page_break(self) -> None:
        if self.layout.breaks == "page numbers":
            self.lines.append(str(self.findings // _BREAK_AFTER))
        if self.layout.breaks in {"page numbers", "form feeds"}:
            self.lines.append("\f")

    def footer(self) -> None:
        """Write what stands below a profile."""
        if self.layout.footer == "copyright":
            self.blank(1)
            year = str(self.assignment.issued.year)
            self.lines.append(read_table("pages")["copyright"].replace("<year>", year))
        elif self.layout.footer == "blank lines":
            self.blank(3)


def _fold(text: str, width: int) -> Iterator[str]:
    """Part a text into lines of at most ``width`` characters, unless a word is longer.

    >>> list(_fold("one two three", 7))
    ['one two', 'three']
    """
    start = 0
    while len(text) - start > width:
        end = text.rfind(" ", start + 1, start + width + 1)
        if end < 0 and (end := text.find(" ", start + width)) < 0:
            break
        yield text[start:end]
        start = end + 1
    yield text[start:]
