"""Offer ``mgi-graph pull``."""

from pathlib import Path

import click

from mgi_graph.cli.engines import engine_options, talking, tell
from mgi_graph.cli.paths import FilePath


@click.command("pull")
@engine_options
@click.option(
    "--out",
    type=FilePath(),
    required=True,
    metavar="DIR",
    help="The directory to write; an earlier dataset there is replaced as a whole.",
)
def command(endpoint: str, graph_store: str | None, timeout: float, out: Path) -> None:
    """Bring a dataset back from the SPARQL engine that it was pushed to, byte for byte.

    The user and the password are taken from MGI_GRAPH_USER and MGI_GRAPH_PASSWORD or from a
    netrc file.
    """
    from mgi_graph.pipeline.output import replace_directory
    from mgi_graph.transfer.addresses import Addresses
    from mgi_graph.transfer.pulling import pull_dataset

    with talking(timeout) as exchange, replace_directory(out) as folder:
        report = pull_dataset(Addresses(endpoint, graph_store), exchange, folder, tell)
    tell(f"{report.graphs} graphs, {report.triples} triples, as they were pushed")
    for name in report.files:
        tell(f"  {out / name}")
    tell("not there: the texts of the profiles, which no engine keeps; mgi-graph build copies them")
