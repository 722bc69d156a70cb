"""Offer ``mgi-graph sparql``."""

import sys
from pathlib import Path

import click

from mgi_graph.cli.choices import FORMATS
from mgi_graph.cli.stores import open_chosen_store, store_options
from mgi_graph.errors import MgiGraphError


@click.command("sparql")
@click.argument("query")
@store_options
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    help="table for solutions and turtle for triples without this option.",
)
def command(query: str, data: Path | None, endpoint: str | None, format_name: str | None) -> None:
    """Run any SPARQL 1.1 QUERY; - reads it from standard input.

    The default graph is the union of all named graphs.
    """
    from mgi_graph.cli.answers import show

    text = _read_standard_input() if query == "-" else query
    show(open_chosen_store(data, endpoint).query(text), format_name)


def _read_standard_input() -> str:
    if sys.stdin is None:
        raise MgiGraphError("standard input: it is closed; expected SPARQL")
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as err:
        line = err.object.count(b"\n", 0, err.start) + 1
        raise MgiGraphError(
            f"standard input:{line}: not UTF-8: byte {err.object[err.start]:#04x}; "
            "expected SPARQL in UTF-8"
        ) from err
