"""A profile is read alike however it is laid out, and any text is read or refused."""

import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mgi_graph.errors import MgiGraphError
from mgi_graph.model import DomainSlug, Language, Status, YearMonth, normalise_space
from mgi_graph.parsing import LineRole, ParsedProfile, SourceText, parse_profile

_DATA = Path(__file__).parent / "data" / "layouts.yaml"
WORDS = yaml.safe_load(_DATA.read_text(encoding="utf-8"))

DATES = ["2023 Octobre", "October 2023", "octubre de 2023", "outubro de 2023", "2023-10", "10/2023"]

BULLETS: dict[str, Callable[[int], str]] = {
    "•": lambda _: "•",
    "●": lambda _: "●",
    "▪": lambda _: "▪",
    "‣": lambda _: "‣",
    "-": lambda _: "-",
    "–": lambda _: "–",
    "—": lambda _: "—",
    "*": lambda _: "*",
    "1.": lambda n: f"{n}.",
    "1)": lambda n: f"{n})",
    "(1)": lambda n: f"({n})",
}

List = tuple[Status, tuple[str, ...]]


@dataclass(frozen=True)
class Content:
    """Hold what a profile says."""

    language: Language
    blocks: tuple[tuple[DomainSlug, tuple[List, ...]], ...]

    def statements(self) -> set[tuple[DomainSlug, Status, int, str]]:
        """Return what a parser should find."""
        return {
            (domain, status, position, normalise_space(text))
            for domain, lists in self.blocks
            for status, texts in lists
            for position, text in enumerate(texts, start=1)
        }


@st.composite
def contents(draw: st.DrawFn) -> Content:
    """Choose the language, some domains in any order and their lists."""
    language = draw(st.sampled_from(list(Language)))
    texts = st.lists(st.sampled_from(WORDS[language]["statements"]), min_size=1, max_size=4).map(
        tuple
    )
    blocks = []
    for domain in draw(st.lists(st.sampled_from(list(DomainSlug)), min_size=1, unique=True)):
        statuses = draw(st.lists(st.sampled_from(list(Status)), min_size=1, unique=True))
        blocks.append((domain, tuple((status, draw(texts)) for status in statuses)))
    return Content(language, tuple(blocks))


@dataclass
class Page:
    """Write a profile line by line and note what each line is."""

    draw: st.DrawFn
    content: Content
    lines: list[tuple[str, LineRole | None]] = field(default_factory=list)

    def write(self) -> str:
        """Return the text in one of its many layouts."""
        chosen = self.draw
        self.words = WORDS[self.content.language]
        self.width = chosen(st.sampled_from([0, 30, 47, 72, 100]))
        self.bullet = chosen(st.sampled_from(sorted(BULLETS)))
        self.indent = chosen(st.sampled_from(["", "  ", "\t", "\u00a0 "]))
        self.gap = chosen(st.sampled_from([0, 1, 2]))
        self.constant = chosen(st.booleans())
        self.capitals = chosen(st.booleans())
        self.doubled = chosen(st.booleans())
        title_first = chosen(st.booleans())
        self.chrome()
        if title_first:
            self.title()
        if chosen(st.booleans()):
            self.introduction()
        for domain, lists in self.content.blocks:
            self.block(domain, lists)
        if not title_first:
            self.blank(1)
            self.title()
        newline = chosen(st.sampled_from(["\n", "\r\n", "\r"]))
        start = chosen(st.sampled_from(["", "\ufeff"]))
        end = chosen(st.sampled_from(["", newline, newline * 3]))
        return start + newline.join(text for text, _ in self.lines) + end

    def put(self, text: str, role: LineRole) -> None:
        """Write one line that is not blank."""
        self.lines.append((text, role))

    def blank(self, count: int) -> None:
        """Write blank lines."""
        for _ in range(count):
            self.lines.append((self.draw(st.sampled_from(["", "  ", "\u00a0"])), None))

    def wrapped(self, text: str, role: LineRole, first: str = "", later: str = "") -> None:
        """Write a text over as many lines as the width asks for."""
        if not self.width:
            self.put(first + text, role)
            return
        folded = textwrap.wrap(
            text, self.width, break_long_words=False, break_on_hyphens=False, drop_whitespace=True
        )
        for number, piece in enumerate(folded):
            self.put((later if number else first) + piece, role)

    def chrome(self) -> None:
        """Write what a portal prints above the blocks, or nothing, or twice."""
        lines = self.draw(
            st.sampled_from([(), _FRENCH_CHROME, _ENGLISH_CHROME, _FRENCH_CHROME * 2])
        )
        for line in lines:
            self.put(line, LineRole.CHROME)
            self.blank(self.gap)

    def title(self) -> None:
        """Write the title and the date in either order."""
        parts = [self.words["title"], self.draw(st.sampled_from(DATES))]
        for part in self.draw(st.permutations(parts)):
            self.put(part, LineRole.STRUCTURE)
            self.blank(self.gap)

    def opener(self) -> None:
        """Write the beginning of a block."""
        if self.constant:
            self.put("1", LineRole.STRUCTURE)
        self.put(self.draw(st.sampled_from(["Key findings", "Key Findings:"])), LineRole.STRUCTURE)

    def introduction(self) -> None:
        """Write the introduction with an instruction under it."""
        self.opener()
        self.put("INTRODUCTION", LineRole.STRUCTURE)
        self.blank(1)
        self.wrapped(self.words["introduction"], LineRole.INTRODUCTION)
        self.blank(1)
        self.put("Click on the icons in the wheel to explore the key findings.", LineRole.CHROME)
        self.blank(self.gap)

    def block(self, domain: DomainSlug, lists: Sequence[List]) -> None:
        """Write the block of a domain."""
        self.opener()
        heading = self.draw(st.sampled_from(self.words["headings"][domain]))
        heading = heading.upper() if self.capitals else heading
        for _ in range(2 if self.doubled and not self.width else 1):
            self.put(heading, LineRole.STRUCTURE)
        for status, texts in lists:
            self.blank(self.gap)
            marker = self.draw(st.sampled_from(self.words["markers"][status]))
            self.put(marker, LineRole.STRUCTURE)
            self.blank(self.gap)
            for number, text in enumerate(texts, start=1):
                self.finding(number, text)

    def finding(self, number: int, text: str) -> None:
        """Write one finding; a page may break after it."""
        mark = BULLETS[self.bullet](number)
        spaces = " " * (len(mark) + 1)
        tail = self.draw(st.sampled_from(["", " ", "\u00a0"]))
        self.wrapped(text, LineRole.FINDING, f"{self.indent}{mark} ", f"{self.indent}{spaces}")
        last, role = self.lines[-1]
        self.lines[-1] = (last + tail, role)
        if self.draw(st.integers(0, 9)) == 0:
            self.lines.append(("\f", None))


@st.composite
def pages(draw: st.DrawFn) -> tuple[Content, Page, str]:
    """Choose what a profile says and how it is laid out."""
    content = draw(contents())
    page = Page(draw, content)
    return content, page, page.write()


_FRENCH_CHROME = (
    "Indicateurs de gouvernance des migrations (IGM)",
    "Cliquez sur la roue pour en savoir plus sur les six dimensions de la gouvernance.",
    "Droits des migrants",
    "Droits des migrants",
    "Les indicateurs de cette catégorie indiquent dans quelle mesure les migrants ont accès.",
    "Partenariats",
    "Partenariats",
    "Ce domaine met l'accent sur les efforts déployés par les pays pour coopérer.",
)
_ENGLISH_CHROME = (
    "Migration Governance Indicators (MGI)",
    "Partnerships",
    "Indicators in this domain look at partnerships between countries.",
)


def _parse(text: str) -> ParsedProfile:
    return parse_profile(SourceText("profile.txt", "profile.txt", text, "0" * 64))


def _not_blank(text: str) -> list[int]:
    lines = re.split(r"\r\n|\r|\n", text)
    return [number for number, line in enumerate(lines, start=1) if line.strip()]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pages())
def test_profile_comes_back_from_any_layout(written: tuple[Content, Page, str]) -> None:
    """Bullets, wraps, line ends, chrome and order of lines do not change what is read."""
    content, page, text = written
    parsed = _parse(text)
    profile = parsed.profile
    found = {
        (each.domain, each.status, each.position, each.statements[0].text)
        for each in profile.findings
    }
    assert found == content.statements()
    assert len(profile.findings) == len(found)
    assert profile.languages == (content.language,)
    assert profile.issued == YearMonth(2023, 10)
    assert (profile.place.name, profile.place.country.alpha3) == ("Nakuru", "KEN")
    roles = [role for _, role in page.lines if role is not None]
    assert [line.role for line in parsed.lines] == roles
    assert [line.number for line in parsed.lines] == _not_blank(text)
    for finding in profile.findings:
        span = finding.statements[0].span
        assert normalise_space(text[span.start : span.end]) == finding.statements[0].text


_PIECES = [
    "1",
    "Key findings",
    "Key findngs",
    "INTRODUCTION",
    "PARTNERSHIPS",
    "PARTNERSHPS",
    "MIGRANTS’ RIGHTS",
    "Migration governance: Examples of well-developed areas",
    "Areas with potential for further development:",
    "areas with potental for further development",
    "  • A finding that is here.",
    "  •",
    "- another finding",
    "1. a numbered one",
    "o A finding",
    "and it goes on",
    "Some text of its own.",
    "2022 Septembre",
    "2022-13",
    "2022",
    "Migration Governance Profile: City of Manaus (Brazil)",
    "Migration Governance Profile:",
    "Migration Governance Profile: City of (",
    "Perfil de Gobernanza de la Migración: Municipalidad de",
    "Click on the icons",
    "-----",
    "\f",
    "\ufeff",
    "\u00a0",
    "",
]

_texts = st.lists(st.sampled_from(_PIECES) | st.text(max_size=30), max_size=40)


@settings(max_examples=400, deadline=None)
@given(_texts, st.sampled_from(["\n", "\r\n", "\r", "\n\n"]))
def test_any_text_is_read_or_refused(pieces: list[str], newline: str) -> None:
    """A text is either read, every line of it, or its errors each name a line."""
    text = newline.join(pieces)
    messages, numbers = _read_or_refuse(text)
    assert all(re.match(r"profile\.txt:\d+: ", message) for message in messages)
    assert messages or numbers == _not_blank(text)


def _read_or_refuse(text: str) -> tuple[list[str], list[int]]:
    try:
        return [], [line.number for line in _parse(text).lines]
    except MgiGraphError as err:
        return str(err).split("\n"), []
