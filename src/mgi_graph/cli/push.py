"""Offer ``mgi-graph push``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mgi_graph.cli.engines import engine_options, talking, tell
from mgi_graph.cli.paths import FilePath

if TYPE_CHECKING:
    from mgi_graph.transfer.pushing import PushReport


@click.command("push")
@engine_options
@click.option(
    "--update",
    metavar="URL",
    help="Where the engine takes SPARQL updates; looked for where engines have it.",
)
@click.option(
    "--data",
    type=FilePath(),
    metavar="FILE_OR_DIR",
    help="A built dataset; the embedded dataset without this option.",
)
def command(
    endpoint: str, graph_store: str | None, update: str | None, timeout: float, data: Path | None
) -> None:
    """Load a built dataset into a SPARQL 1.1 engine: the graphs that changed, each as a whole.

    The user and the password are taken from MGI_GRAPH_USER and MGI_GRAPH_PASSWORD or from a
    netrc file.
    """
    from mgi_graph.transfer.addresses import Addresses
    from mgi_graph.transfer.pushing import push_dataset

    addresses = Addresses(endpoint, graph_store, update)
    with talking(timeout) as exchange:
        if data is not None:
            _show(push_dataset(data, addresses, exchange, tell))
            return
        from mgi_graph.pipeline.embedded import keep_embedded

        with keep_embedded() as embedded:
            _show(push_dataset(embedded, addresses, exchange, tell))


def _show(report: "PushReport") -> None:
    tell(
        f"{len(report.sent)} graphs sent, {len(report.unchanged)} were there, "
        f"{len(report.removed)} removed; the engine counts what it should"
    )
    if report.altered:
        tell(
            f"the engine gives {report.altered} literals back in another form; how they were is "
            "recorded there, and pull restores it"
        )
    if report.left_out:
        tell(f"no engine keeps, and a pull will not bring back: {', '.join(report.left_out)}")
