"""Show the answer of a query: a table on a terminal, or a format for machines."""

import re
import shutil
import sys
from collections.abc import Sequence
from textwrap import wrap

import click
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from mgi_graph.errors import MgiGraphError
from mgi_graph.namespaces import ID, PREFIXES
from mgi_graph.results import (
    Boolean,
    Graph,
    Result,
    Solutions,
    fitting_formats,
    serialise,
)
from mgi_graph.results.terms import Term

_WIDE = 200
"""Columns of a table that goes to a file or a pipe, where no terminal sets a width."""

_READABLE = 120
"""Columns beyond which lines of text are hard to read."""

_LONG = 80
"""Characters above which a cell is a sentence, for which columns are too narrow."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Characters that would command the terminal; data of others may hold them."""


def show(result: Result, format_name: str | None = None) -> None:
    """Write an answer to standard output.

    Raises :class:`mgi_graph.errors.MgiGraphError` for a format that does not fit.
    """
    if format_name is None:
        format_name = "turtle" if isinstance(result, Graph) else "table"
    if format_name != "table":
        click.echo(serialise(result, format_name), nl=False)
    elif isinstance(result, Graph):
        fitting = ", ".join(fitting_formats(result))
        raise MgiGraphError(f"format 'table' does not fit triples; use one of {fitting}")
    elif isinstance(result, Boolean):
        click.echo("yes" if result else "no")
    else:
        _show_table(result)


def _show_table(solutions: Solutions) -> None:
    """Show a row a solution, or a block a solution where columns would be squeezed."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(width=_WIDE, highlight=False)
    cells = [[shorten(term) for term in row] for row in solutions.rows]
    table = Table(*solutions.variables, header_style="bold")
    for row in cells:
        table.add_row(*map(Text, row))
    columns = zip(solutions.variables, *cells, strict=True)
    widths = [max(map(cell_len, column)) for column in columns]
    if max(widths, default=0) > _LONG or sum(widths) + 3 * len(widths) + 1 > console.width:
        _show_blocks(solutions.variables, cells)
    else:
        with console.capture() as captured:
            console.print(table)
        click.echo(captured.get(), nl=False)
    number = len(solutions)
    click.echo(f"{number} solution" + ("" if number == 1 else "s"), err=True)


def _show_blocks(variables: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    names = max(map(len, variables)) + 2
    width = _READABLE
    if sys.stdout.isatty():
        width = min(width, shutil.get_terminal_size().columns)
    for row in cells:
        for variable, cell in zip(variables, row, strict=True):
            lines = wrap(cell, max(width - names, 20), break_on_hyphens=False)
            label = click.style(f"{variable:<{names}}", bold=True)
            for number, line in enumerate(lines):
                click.echo((label if number == 0 else " " * names) + line)
        click.echo()


def shorten(term: Term | None) -> str:
    """Write a term for people: an IRI of ours by its path, another by its prefix.

    >>> from pyoxigraph import NamedNode
    >>> shorten(NamedNode("https://w3id.org/mgi-graph/id/place/col"))
    'place/col'
    """
    if term is None:
        return ""
    value = getattr(term, "value", None)
    if not isinstance(value, str):
        return str(term)
    value = _CONTROL.sub("\ufffd", value)
    if value.startswith(ID):
        return value.removeprefix(ID)
    for prefix, namespace in PREFIXES.items():
        if value.startswith(namespace):
            return f"{prefix}:{value.removeprefix(namespace)}"
    return value
