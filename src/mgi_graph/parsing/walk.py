"""Give each line of a source its place.

Blocks begin with "Key findings" and a heading: the introduction or a domain with
its lists. The date and the title follow the last list. A line that fits nowhere is
an error, and one walk finds all errors of a source.
"""

import re
from dataclasses import dataclass, field

from mgi_graph.errors import SourceError
from mgi_graph.model import DomainSlug, Span, Status
from mgi_graph.parsing import problems
from mgi_graph.parsing.bullets import Bullet, begins_finding, read_bullet
from mgi_graph.parsing.cursor import Cursor, SignHere
from mgi_graph.parsing.headings import Sign, SignKind
from mgi_graph.parsing.introduction import is_instruction
from mgi_graph.parsing.layout import (
    DateLine,
    FindingKey,
    LineRole,
    LineUse,
    Part,
    Passage,
    TitleLine,
)
from mgi_graph.parsing.lines import Line
from mgi_graph.parsing.running import (
    Running,
    find_misspelling,
    goes_on,
    heading_in_doubt,
    sign_goes_on,
)
from mgi_graph.parsing.suggestions import misspelt_sign
from mgi_graph.parsing.titles import is_parted, suggest_title

_PAGE = re.compile(r"[0-9]{1,3}")


@dataclass(slots=True)
class Walk:
    """Walk over the lines of one source and collect what they hold.

    ``uses`` has one entry for each line walked over. Where an error leaves open what
    stands in a domain or a list, what follows in it is taken without further errors.
    """

    path: str
    cursor: Cursor
    uses: list[LineUse] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)
    introduction: list[Line] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    dates: list[DateLine] = field(default_factory=list)
    titles: list[TitleLine] = field(default_factory=list)
    errors: list[SourceError] = field(default_factory=list)
    title_in_doubt: bool = False
    date_in_doubt: bool = False
    _part: Part = Part.OUTSIDE
    _next_page: str = ""
    _running: Running | None = None
    _domain: DomainSlug | None = None
    _domain_in_doubt: bool = False
    _status: Status | None = None
    _position: int = 0
    _introduction_line: int = 0
    _domain_lines: dict[DomainSlug, int] = field(default_factory=dict)
    _list_lines: dict[tuple[DomainSlug, Status], int] = field(default_factory=dict)
    _styles: set[str] = field(default_factory=set)

    def run(self, begin: int) -> None:
        """Walk from the line of index ``begin`` to the end."""
        while begin + len(self.uses) < len(self.cursor.lines):
            self._place(begin + len(self.uses))
        self._close()

    def _place(self, at: int) -> None:
        line = self.cursor.lines[at]
        if furniture := self.cursor.furniture(at):
            self._close()
            self.uses += furniture
        elif self.cursor.is_page_number(at) or line.text == self._next_page:
            self._read_page_number(line)
        else:
            here = self.cursor.sign(at)
            misread = here is None or sign_goes_on(self._running, self.cursor, at, here)
            if misread or here is None or not self._read_sign(at, here):
                self._read_text(at, line)

    def _read_page_number(self, line: Line) -> None:
        if self._running is not None and not self._running.finished:
            self._error(line, problems.page_number(line.text))
        else:
            self._close()
        self._use(LineRole.CHROME, "page number")
        # Pages are counted, so that the next number is known even where no break shows it.
        self._next_page = str(int(line.text) + 1) if _PAGE.fullmatch(line.text) else ""

    def _use(self, role: LineRole, detail: str = "", key: FindingKey | None = None) -> None:
        self.uses.append(LineUse(role, detail, key))

    def _error(self, line: Line, problem: str) -> None:
        self.errors.append(SourceError(self.path, problem, line=line.number))

    def _close(self) -> None:
        running, self._running = self._running, None
        if running is not None and running.key is not None and running.span is not None:
            self.passages.append(Passage(running.key, running.span))

    def _read_sign(self, at: int, here: SignHere) -> bool:
        """Take a structural line for what it means; ``False`` where it cannot mean that."""
        line, sign = self.cursor.lines[at], here.sign
        if sign.kind is SignKind.OPENER:
            self._open_block()
            detail = "opens a block"
        elif sign.status is not None:
            self._open_list(sign.status, line)
            detail = f"marker of {sign.status}"
        elif sign.kind is SignKind.INTRODUCTION and self._may_open_introduction():
            self._open_introduction(line)
            detail = "heading of the introduction"
        elif sign.domain is not None and self._may_open_domain(at, sign.domain):
            if heading_in_doubt(self._running, self.cursor, at, here):
                self._error(line, problems.heading_in_doubt(line.text))
            self._open_domain(sign.domain, line)
            detail = f"heading of {sign.domain}"
        else:
            return False
        if sign.kind in {SignKind.DOMAIN, SignKind.MARKER}:
            self.signs.append(sign)
        for _ in range(here.length):
            self._use(LineRole.STRUCTURE, detail)
        return True

    def _open_block(self) -> None:
        self._close()
        self._part, self._domain, self._domain_in_doubt = Part.BLOCK, None, False

    def _may_open_introduction(self) -> bool:
        return self._part is Part.BLOCK or not (self._introduction_line or self._domain_lines)

    def _open_introduction(self, line: Line) -> None:
        if self._introduction_line:
            self._error(line, problems.second_introduction(line.text, self._introduction_line))
        self._introduction_line = self._introduction_line or line.number
        self._part = Part.INTRODUCTION

    def _may_open_domain(self, at: int, domain: DomainSlug) -> bool:
        if self._part is Part.BLOCK or self._is_repeated(domain):
            return True
        return self.cursor.leads_to_list(at)

    def _is_repeated(self, domain: DomainSlug) -> bool:
        """Say whether a heading stands right under itself, as on some pages it does."""
        return self._part is Part.DOMAIN and self._domain is domain

    def _open_domain(self, domain: DomainSlug, line: Line) -> None:
        if self._is_repeated(domain):
            return
        self._open_block()
        self._part = Part.DOMAIN
        first = self._domain_lines.setdefault(domain, line.number)
        if first == line.number:
            self._domain = domain
        else:
            self._error(line, problems.same_domain_twice(domain, line.text, first))
            self._domain_in_doubt = True

    def _open_list(self, status: Status | None, line: Line) -> None:
        self._close()
        if self._domain is None and not self._domain_in_doubt:
            self._error(line, problems.list_outside_domain(line.text))
            self._domain_in_doubt = True
        if self._domain is not None and status is not None:
            first = self._list_lines.setdefault((self._domain, status), line.number)
            if first != line.number:
                text = problems.same_list_twice(self._domain, status, line.text, first)
                self._error(line, text)
        self._part, self._status, self._position = Part.LIST, status, 0

    def _read_text(self, at: int, line: Line) -> None:
        bullet = self._bullet_of_finding(line)
        if bullet is not None:
            self._open_finding(line, bullet)
        elif self._part is Part.BLOCK:
            self._read_unknown_heading(at, line)
        elif not self._read_trailer(at, line) and not self._read_misspelling(at, line):
            if self._part is Part.INTRODUCTION:
                self.introduction.append(line)
                self._running = Running(line.text)
                self._use(LineRole.INTRODUCTION)
            elif self._running is not None and goes_on(self._running, line):
                self._extend_finding(self._running, line)
            else:
                self._read_stray(at, line)

    def _read_unknown_heading(self, at: int, line: Line) -> None:
        self._error(line, problems.heading_not_known(line.text))
        if misspelt_sign(line.text, (SignKind.INTRODUCTION,)) is not None:
            self._part = Part.INTRODUCTION
        else:
            self._part, self._domain_in_doubt = Part.DOMAIN, True
        if not self._read_trailer(at, line):
            self._use(LineRole.STRUCTURE)

    def _bullet_of_finding(self, line: Line) -> Bullet | None:
        bullet = read_bullet(line.text)
        if bullet is None:
            return None
        if self._part is Part.OUTSIDE and not bullet.certain and bullet.style not in self._styles:
            return None
        state = self._running.list_state if self._running else None
        return bullet if begins_finding(bullet, line, state) else None

    def _open_finding(self, line: Line, bullet: Bullet) -> None:
        self._close()
        key = None
        if self._part is not Part.LIST:
            self._error(line, problems.finding_outside_list(line.text))
        elif self._domain is not None and self._status is not None:
            self._position += 1
            key = FindingKey(self._domain, self._status, self._position)
        if bullet.length == len(line.text):
            self._error(line, problems.empty_finding(line.text))
        span = Span(line.start + bullet.length, line.end, line.number)
        self._running = Running(line.text, bullet, line.indent, key, span)
        self._styles.add(bullet.style)
        self._use(LineRole.FINDING, str(key or ""), key)

    def _extend_finding(self, running: Running, line: Line) -> None:
        running.last_text = line.text
        if running.span is not None:
            running.span = Span(running.span.start, line.end, running.span.line)
        self._use(LineRole.FINDING, str(running.key or ""), running.key)

    def _read_trailer(self, at: int, line: Line) -> bool:
        """Take a title or a date for what it is; ``False`` where the line is neither."""
        within = self._running is not None and not line.after_blank and not self._running.finished
        title = None if within and not is_parted(line.text) else self.cursor.title(at)
        if title is not None and (
            title.reading.explicit or not (within or self._part is Part.INTRODUCTION)
        ):
            self.titles.append(TitleLine(title.reading, line.number))
            if within and self.cursor.is_begun_above(at):
                self._error(line, problems.title_begun_above(line.text))
            return self._end_blocks("title", title.length)
        date = self.cursor.date(at)
        if date is None or (within and not self.cursor.dates_title(at)):
            return False
        if date.value is not None:
            self.dates.append(DateLine(date.value, line.number))
            return self._end_blocks(f"date {date.value}")
        if self.dates or within:
            return False
        self.date_in_doubt = True
        self._error(line, date.problem)
        return self._end_blocks("date")

    def _end_blocks(self, detail: str, length: int = 1) -> bool:
        """Place a title or a date; what follows it is outside of the blocks."""
        self._close()
        self._part, self._domain = Part.OUTSIDE, None
        for _ in range(length):
            self._use(LineRole.STRUCTURE, detail)
        return True

    def _read_misspelling(self, at: int, line: Line) -> bool:
        """Report a misspelt structural line and go on as if it were right."""
        found = find_misspelling(self._running, self.cursor, at)
        if found is None:
            return False
        self._error(line, found.problem)
        if found.kind is SignKind.MARKER:
            self._domain_in_doubt = self._domain_in_doubt or self._domain is None
            self._open_list(found.status, line)
        else:
            self._open_block()
            if found.kind is SignKind.DOMAIN:
                self._part, self._status, self._domain_in_doubt = Part.LIST, None, True
        self._use(LineRole.STRUCTURE)
        return True

    def _read_stray(self, at: int, line: Line) -> None:
        """Place a line that is nothing of the findings; inside them that is an error."""
        self._close()
        if self._part is Part.OUTSIDE or is_instruction(line.text):
            self._use(LineRole.CHROME)
            return
        if suggest_title(line.text):
            self.title_in_doubt = True
            self._error(line, problems.title_not_known(line.text))
            self._part = Part.OUTSIDE
        elif self.cursor.is_bulleted(at + 1):
            self._error(line, problems.marker_not_known(line.text))
            self._part, self._status = Part.LIST, None
        else:
            self._error(line, problems.fits_nowhere(line.text))
            self._running = Running(line.text)
        self._use(LineRole.CHROME)
