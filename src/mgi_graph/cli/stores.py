"""Choose what a query runs against: ``--data``, ``--endpoint`` or the embedded dataset."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mgi_graph.cli.paths import FilePath

if TYPE_CHECKING:
    from mgi_graph.store import Store

Command = TypeVar("Command", bound=Callable[..., Any])


def store_options(function: Command) -> Command:
    """Add ``--data`` and ``--endpoint`` to a command."""
    function = click.option(
        "--endpoint", metavar="URL", help="A remote SPARQL endpoint to ask instead."
    )(function)
    return click.option(
        "--data",
        type=FilePath(),
        metavar="FILE_OR_DIR",
        help="A built dataset or an RDF file to ask instead of the embedded dataset.",
    )(function)


def open_chosen_store(data: Path | None, endpoint: str | None) -> "Store":
    """Open what the options name, the embedded dataset where they name nothing."""
    if data is not None and endpoint is not None:
        raise click.UsageError("--data and --endpoint exclude each other; give one of them")
    from mgi_graph.pipeline.session import open_store

    return open_store(data, endpoint, lambda words: click.echo(f"note: {words}", err=True))
