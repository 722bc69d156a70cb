"""Read the layout of a source: what each of its lines is used as."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from mgi_graph.errors import ManyErrors, SourceError
from mgi_graph.model import PlaceName
from mgi_graph.parsing import problems
from mgi_graph.parsing.cursor import Cursor
from mgi_graph.parsing.headings import SignKind, line_key
from mgi_graph.parsing.introduction import (
    country_of,
    is_instruction,
    is_named,
    paragraph_text,
    split_paragraphs,
)
from mgi_graph.parsing.layout import DateLine, Layout, LineRole, LineUse, TitleLine
from mgi_graph.parsing.lines import Line, split_lines
from mgi_graph.parsing.running import Running, sign_goes_on
from mgi_graph.parsing.titles import suggest_title
from mgi_graph.parsing.walk import Walk


def read_layout(path: str, text: str) -> Layout:
    """Give each line of ``text`` that is not blank its place.

    What stands before the first block is chrome, unless the title or the date stands
    nowhere else. Raises :class:`ManyErrors` with every error of the source.
    """
    cursor = Cursor(split_lines(text))
    begin = _first_block(cursor)
    walk = Walk(path, cursor)
    walk.run(begin)
    uses = [LineUse(LineRole.CHROME)] * begin + walk.uses
    _look_before(cursor, begin, walk, uses)
    introduction, instructions = _read_introduction(walk)
    _settle_titles(walk, uses, introduction)
    title, date = _one_title(walk), _one_date(walk)
    place = _find_place(walk, title, introduction)
    _check_complete(walk, begin)
    if walk.errors or title is None or date is None or place is None:
        ordered = sorted(walk.errors, key=lambda error: error.line or 0)
        raise ManyErrors(ordered)
    return Layout(
        uses=tuple(
            (line, LineUse(LineRole.CHROME, "instruction") if line in instructions else use)
            for line, use in zip(cursor.lines, uses, strict=True)
        ),
        signs=tuple(walk.signs),
        introduction=introduction,
        passages=tuple(walk.passages),
        date=date,
        title=title,
        place=place,
    )


def _first_block(cursor: Cursor) -> int:
    """Return the index of the first line that is not before the blocks.

    That is the first opener with the number before it or, where openers are missing
    or misspelt, the first heading that is none of the chrome's.
    """
    for at in range(len(cursor.lines)):
        if cursor.has_kind(at, SignKind.OPENER) and not _ends_sentence(cursor, at):
            return at - 1 if at and cursor.is_constant(at - 1) else at
        if cursor.leads_to_list(at):
            return _introduction_before(cursor, _after_contents(cursor, at))
        if at and _follows_misspelt_opener(cursor, at):
            return at - 1
    return len(cursor.lines)


def _ends_sentence(cursor: Cursor, at: int) -> bool:
    """Say whether what reads as an opener is the end of "… to explore the / key findings."."""
    here = cursor.sign(at)
    if at == 0 or here is None or cursor.is_number(at - 1):
        return False
    return sign_goes_on(Running(cursor.lines[at - 1].text), cursor, at, here)


def _after_contents(cursor: Cursor, at: int) -> int:
    """Return where the heading of the first list stands, those of other domains left aside.

    They are the end of a list of contents; a heading may stand over itself.
    """
    first, domain = at, None
    while (here := cursor.sign(at)) is not None and here.sign.domain is not None:
        if here.sign.domain is not domain:
            first, domain = at, here.sign.domain
        at += here.length
    return first


def _introduction_before(cursor: Cursor, first: int) -> int:
    """Return where the introduction stands that no opener leads, ``first`` if nowhere."""
    headings = (at for at in range(first) if cursor.has_kind(at, SignKind.INTRODUCTION))
    return next(headings, first)


def _follows_misspelt_opener(cursor: Cursor, at: int) -> bool:
    heading = cursor.has_kind(at, SignKind.INTRODUCTION, SignKind.DOMAIN)
    return heading and cursor.is_misspelt_opener(at - 1)


def _look_before(cursor: Cursor, begin: int, walk: Walk, uses: list[LineUse]) -> None:
    """Look for a title and a date before the first block where none stands after it."""
    if not walk.titles and not walk.title_in_doubt:
        at = 0
        while at < begin:
            if (title := cursor.title(at)) is not None:
                walk.titles.append(TitleLine(title.reading, cursor.lines[at].number))
                uses[at : at + title.length] = [LineUse(LineRole.STRUCTURE, "title")] * title.length
            at += title.length if title is not None else 1
    if not walk.dates and not walk.date_in_doubt:
        for at in range(begin):
            if (date := cursor.date(at)) is not None and date.value is not None:
                walk.dates.append(DateLine(date.value, cursor.lines[at].number))
                uses[at] = LineUse(LineRole.STRUCTURE, f"date {date.value}")


def _settle_titles(walk: Walk, uses: list[LineUse], introduction: str) -> None:
    """Let a title without a country go on as far as the introduction has its place's name.

    Such a title may end with its line or go on in the next one, and the title itself
    does not tell. Where the introduction does not either, that is an error.
    """
    lines = walk.cursor.lines
    for number, title in enumerate(walk.titles):
        name = title.reading.place.name
        if title.reading.place.tells_country:
            continue
        at = bisect_left(lines, title.line, key=attrgetter("number"))
        shortest, *longer = walk.cursor.titles(at)
        longer = [
            here
            for here in longer
            if all(
                use.role is LineRole.CHROME for use in uses[at + shortest.length : at + here.length]
            )
        ]
        named = [
            here for here in (shortest, *longer) if is_named(here.reading.place.name, introduction)
        ]
        if named:
            walk.titles[number] = TitleLine(named[-1].reading, title.line)
            length = named[-1].length
            uses[at : at + length] = [LineUse(LineRole.STRUCTURE, "title")] * length
        elif longer and country_of(name, introduction) is not None:
            problem = problems.title_in_doubt(name, lines[at + shortest.length].text)
            walk.errors.append(SourceError(walk.path, problem, line=title.line))


def _one_title(walk: Walk) -> TitleLine | None:
    for title in walk.titles[1:]:
        first, text = walk.titles[0], title.reading.title.text
        if line_key(text) != line_key(first.reading.title.text):
            problem = problems.two_titles(text, first.reading.title.text, first.line)
            walk.errors.append(SourceError(walk.path, problem, line=title.line))
    return walk.titles[0] if walk.titles else None


def _one_date(walk: Walk) -> DateLine | None:
    for date in walk.dates[1:]:
        first = walk.dates[0]
        if date.value != first.value:
            problem = problems.two_dates(str(date.value), str(first.value), first.line)
            walk.errors.append(SourceError(walk.path, problem, line=date.line))
    return walk.dates[0] if walk.dates else None


def _check_complete(walk: Walk, begin: int) -> None:
    """Report what a profile must have and this one lacks, at its last line."""
    lines = walk.cursor.lines
    last = lines[-1].number if lines else 1
    if not any(use.role is LineRole.FINDING for use in walk.uses):
        walk.errors.append(SourceError(walk.path, problems.no_findings(), line=last))
        if begin == len(lines):
            return
    if not walk.titles and not walk.title_in_doubt:
        walk.errors.append(_missing_title(walk, lines[begin:], last))
    if not walk.dates and not walk.date_in_doubt:
        walk.errors.append(SourceError(walk.path, problems.no_date(), line=last))


def _missing_title(walk: Walk, lines: Sequence[Line], last: int) -> SourceError:
    for line, use in zip(lines, walk.uses, strict=True):
        if use.role is LineRole.CHROME and suggest_title(line.text):
            return SourceError(walk.path, problems.title_not_known(line.text), line=line.number)
    return SourceError(walk.path, problems.no_title(), line=last)


def _read_introduction(walk: Walk) -> tuple[str, frozenset[Line]]:
    """Return the text of the introduction and the lines of it that are instructions."""
    paragraphs, instructions = [], set[Line]()
    for paragraph in split_paragraphs(walk.introduction):
        text = paragraph_text(paragraph)
        if is_instruction(text):
            instructions.update(paragraph)
        else:
            paragraphs.append(text)
    return "\n\n".join(paragraphs), frozenset(instructions)


def _find_place(walk: Walk, title: TitleLine | None, introduction: str) -> PlaceName | None:
    """Return the place of the title, its country taken from the introduction if need be."""
    if title is None:
        return None
    place = title.reading.place
    country = place.country
    if country is None and not place.unknown_country:
        country = country_of(place.name, introduction)
    if country is not None:
        return PlaceName(place.kind, place.name, place.legal_form, country)
    if place.unknown_country:
        problem = problems.country_not_known(place.unknown_country)
    else:
        problem = problems.no_country(place.name)
    walk.errors.append(SourceError(walk.path, problem, line=title.line))
    return None
