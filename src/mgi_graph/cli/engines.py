"""Name the addresses of a SPARQL engine on the command line."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from mgi_graph.transfer.exchange import Exchange

Command = TypeVar("Command", bound=Callable[..., Any])


def engine_options(function: Command) -> Command:
    """Add ``--endpoint``, ``--graph-store`` and ``--timeout`` to a command."""
    function = click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        default=600.0,
        show_default=True,
        metavar="SECONDS",
        help="How long the engine may be silent.",
    )(function)
    function = click.option(
        "--graph-store",
        metavar="URL",
        help="Where it takes and gives whole graphs; looked for where engines have it.",
    )(function)
    return click.option(
        "--endpoint", required=True, metavar="URL", help="Where the engine answers queries."
    )(function)


@contextmanager
def talking(timeout: float) -> Iterator["Exchange"]:
    """Give what talks to an engine, and close it."""
    from mgi_graph.transfer.exchange import Exchange

    exchange = Exchange(patience=timeout)
    try:
        yield exchange
    finally:
        exchange.close()


def tell(line: str) -> None:
    """Write a line on what goes on, for people."""
    click.echo(line, file=sys.stderr)
