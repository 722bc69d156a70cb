"""Offer the tool on the command line: ``mgi-graph COMMAND``.

Each command is imported when it is called, so that ``mgi-graph --help`` costs
little more than click itself. Data goes to standard output, all else to standard
error. Exit codes: 0 done or conforms, 1 ran well but the data does not conform,
2 cannot run.
"""

import os
import signal
import sys
from importlib import import_module
from io import TextIOWrapper
from types import FrameType
from typing import Any, TextIO

import click

from mgi_graph.errors import ManyErrors, MgiGraphError

COMMANDS = {
    "build": "Build the dataset from profile texts.",
    "convert": "Convert one profile text to RDF.",
    "pull": "Bring a dataset back from a SPARQL engine.",
    "push": "Load a built dataset into a SPARQL engine.",
    "query": "List or run the canned queries.",
    "serve": "Serve the dataset over HTTP.",
    "shard": "Cut a built dataset into files for bulk loaders.",
    "sparql": "Run a SPARQL query.",
    "suggest": "Propose what findings are about, as a file for people to edit.",
    "validate": "Validate RDF files against the shapes.",
}
"""Each command with its line in the help; the module of the same name has it."""

CANNOT_RUN = 2
"""The exit code of a run that a user's mistake or the machine stopped."""


class LazyGroup(click.Group):
    """Import a command only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of the command and return the command in it."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"mgi_graph.cli.{cmd_name}").command
        if not isinstance(command, click.Command):
            raise AssertionError(f"mgi_graph.cli.{cmd_name} has no command")
        return command

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 (click's own type)
        """Run the command; end it in silence where nobody reads on or somebody interrupts.

        Click ends it too, but with the exit code that is kept for data that does not conform.
        """
        try:
            return super().invoke(ctx)
        except (BrokenPipeError, KeyboardInterrupt):
            _discard(sys.stdout, sys.stderr)
            ctx.exit(CANNOT_RUN)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with their lines, importing none of them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mgi-graph", message="%(prog)s %(version)s")
def group() -> None:
    """Turn migration governance profiles into a linked-data graph, and ask it questions."""


def main() -> None:
    """Run the command line; the one place where errors become messages and exit codes."""
    _write_utf8()
    _end_as_if_interrupted()
    try:
        group.main(prog_name="mgi-graph")
    except ManyErrors as err:
        for each in err.errors:
            click.echo(f"error: {each}", err=True)
        if len(err.errors) > 1:
            click.echo(f"{len(err.errors)} errors", err=True)
        sys.exit(CANNOT_RUN)
    except MgiGraphError as err:
        click.echo(f"error: {err}", err=True)
        sys.exit(CANNOT_RUN)
    except OSError as err:
        if err.filename is not None:
            raise
        # Only a stream that is open already fails without the name of a file.
        _discard(sys.stdout)
        click.echo(f"error: the output cannot be written: {err.strerror or err}", err=True)
        sys.exit(CANNOT_RUN)


def _end_as_if_interrupted() -> None:
    """Let whoever ends the program find nothing left behind, as after Ctrl-C.

    What is ignored stays so, as for a program that is to go on when its terminal is closed.
    """
    for name in ("SIGTERM", "SIGHUP"):
        # Windows has no SIGHUP.
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> None:
    del frame
    # What is written is taken away now, and that once.
    signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _write_utf8() -> None:
    """Write UTF-8 whatever the locale says: the texts are in four languages.

    What stands in no encoding, such as a file's name that is not UTF-8, is written as it came.
    """
    for stream, errors in ((sys.stdout, "surrogateescape"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def _discard(*streams: TextIO | None) -> None:
    """Send what is still to be written nowhere, so that the interpreter can end in peace."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in streams:
        if stream is not None:
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
