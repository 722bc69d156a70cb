"""Write a comparison as a table for spreadsheets, or as Markdown."""

import csv
import io
from collections.abc import Sequence

from pyoxigraph import Literal

from mgi_graph.results import Solutions
from mgi_graph.results.markdown import escape_markdown
from mgi_graph.results.spreadsheet import BYTE_ORDER_MARK, guard_cells
from mgi_graph.web.comparison.matrix import Cell, Column, Matrix
from mgi_graph.web.pages.cards import Card
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.texts import Words, find_words

WELL_SIGN = "●"
GAP_SIGN = "◇"


def write_csv(matrix: Matrix, reader: Reader) -> bytes:
    """Return the matrix as CSV (RFC 4180): what each place says, in which words, in which findings.

    No cell is one that a spreadsheet would take for a formula.
    """
    words = find_words(reader.language)
    head = [words.compare_domain, words.compare_indicator]
    for column in matrix.columns:
        name = head_column(column)
        own = f"{name}{words.colon} "
        head += [name, f"{own}{words.compare_sentences}", f"{own}{words.compare_findings}"]
    rows = [head]
    for group in matrix.groups:
        for row in group.rows:
            cells = [group.domain.shown.text, row.indicator.text]
            for cell in row.cells:
                cards = (*cell.well_developed, *cell.for_development)
                sentences = " | ".join(said.text for card in cards for said in card.statements)
                cells += [name_cell(cell, words), sentences, " ".join(card.iri for card in cards)]
            rows.append(cells)
    text = io.StringIO()
    csv.writer(text).writerows(_guard(rows))
    return BYTE_ORDER_MARK + text.getvalue().encode()


def _guard(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    terms = tuple(tuple(map(Literal, row)) for row in rows)
    guarded = guard_cells(Solutions(tuple(rows[0]), terms)).rows
    return [[getattr(term, "value", "") for term in row] for row in guarded]


def head_column(column: Column) -> str:
    """Return what stands over a column: the place and the month of its profile."""
    issued = f" ({column.profile.issued})" if column.profile.issued else ""
    return f"{column.place.shown.text}{issued}"


def name_cell(cell: Cell, words: Words) -> str:
    """Say in words what a place has on an indicator, silence too."""
    said = [
        *([words.well_developed_area] if cell.well_developed else []),
        *([words.area_for_development] if cell.for_development else []),
    ]
    return "; ".join(said) or words.compare_silent


def write_markdown(matrix: Matrix, address: str, reader: Reader) -> bytes:
    """Return the matrix and the sentences as Markdown; each sign links its finding."""
    words = find_words(reader.language)
    names = [escape_markdown(column.place.shown.text) for column in matrix.columns]
    lines = [f"# {words.compare_heading.format(places=', '.join(names))}", ""]
    for column in matrix.columns:
        title = escape_markdown(column.profile.title.text)
        lines.append(f"- {title} ({column.profile.issued})")
    legend = f"{WELL_SIGN} {words.well_developed_area}, {GAP_SIGN} {words.area_for_development}"
    lines += ["", f"{legend}, – {words.compare_silent}. {words.compare_silence}", ""]
    head = [words.compare_domain, words.compare_indicator, *names]
    lines += [_line(head), _line(["---"] * len(head))]
    for group in matrix.groups:
        domain = escape_markdown(group.domain.shown.text)
        for row in group.rows:
            cells = [_mark(cell, reader) for cell in row.cells]
            lines.append(_line([domain, escape_markdown(row.indicator.text), *cells]))
    lines += ["", *_list_sentences(matrix, reader, words)]
    lines += [f"{words.compare_source}{words.colon} <{address}>", ""]
    return "\n".join(lines).encode()


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _mark(cell: Cell, reader: Reader) -> str:
    signs = [(WELL_SIGN, card) for card in cell.well_developed]
    signs += [(GAP_SIGN, card) for card in cell.for_development]
    return " ".join(f"[{sign}]({_locate(card, reader)})" for sign, card in signs) or "–"


def _locate(card: Card, reader: Reader) -> str:
    origin = reader.base.removesuffix(reader.root) if reader.root else reader.base
    return f"{origin}{card.href}".replace("(", "%28").replace(")", "%29")


def _list_sentences(matrix: Matrix, reader: Reader, words: Words) -> list[str]:
    lines = []
    for group in matrix.groups:
        if all(cell.is_silent for cell in group.said):
            continue
        lines += [f"## {escape_markdown(group.domain.shown.text)}", ""]
        for column, cell in zip(matrix.columns, group.said, strict=True):
            lines += [f"### {escape_markdown(column.place.shown.text)}", ""]
            signs = [(WELL_SIGN, card) for card in cell.well_developed]
            signs += [(GAP_SIGN, card) for card in cell.for_development]
            lines += [
                f"- [{sign}]({_locate(card, reader)}) {escape_markdown(said.text)}"
                for sign, card in signs
                for said in card.statements
            ]
            lines += [] if signs else [f"– {words.compare_silent}"]
            lines.append("")
    return lines
