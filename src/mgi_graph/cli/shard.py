"""Offer ``mgi-graph shard``."""

from pathlib import Path

import click

from mgi_graph.cli.engines import tell
from mgi_graph.cli.paths import FilePath


@click.command("shard")
@click.option(
    "--data",
    type=FilePath(),
    metavar="FILE_OR_DIR",
    help="A built dataset; the embedded dataset without this option.",
)
@click.option(
    "--out",
    type=FilePath(),
    required=True,
    metavar="DIR",
    help="The directory to write; earlier files of this command there are replaced as a whole.",
)
@click.option(
    "--quads",
    type=click.IntRange(min=1),
    default=1_000_000,
    show_default=True,
    metavar="NUMBER",
    help="How many quads a file holds.",
)
def command(data: Path | None, out: Path, quads: int) -> None:
    """Cut a built dataset into gzipped N-Quads for bulk loaders, listed in VoID."""
    from mgi_graph.pipeline.embedded import keep_embedded
    from mgi_graph.pipeline.output import replace_directory
    from mgi_graph.transfer.sharding import VOID_FILE, shard_dataset

    with replace_directory(out) as folder:
        if data is not None:
            shards = shard_dataset(data, folder, quads)
        else:
            with keep_embedded() as embedded:
                shards = shard_dataset(embedded, folder, quads)
    for shard in shards:
        tell(f"  {out / shard.name}  {shard.quads} quads, {shard.size} bytes")
    tell(f"  {out / VOID_FILE}  the list of them")
