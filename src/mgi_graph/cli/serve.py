"""Offer ``mgi-graph serve``."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from mgi_graph.web.config import OPTIONS, Config, show_default
from mgi_graph.web.options import Kind


def _settings(command: Callable[..., None]) -> Callable[..., None]:
    """Add an option for each setting, with its environment variable."""
    for option in reversed(OPTIONS):
        name = (
            f"{option.flag}/--no-{option.flag[2:]}" if option.kind is Kind.SWITCH else option.flag
        )
        command = click.option(
            name,
            option.name,
            envvar=option.variable,
            show_envvar=True,
            default=None,
            metavar=None if option.kind is Kind.SWITCH else option.kind.value,
            help=f"{option.help} [default: {show_default(option)}]",
        )(command)
    return command


@click.command("serve")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    envvar="MGI_GRAPH_DATA",
    help="A built dataset's directory, an RDF file or a store on disk; without it, the packaged "
    "profiles.",
)
@_settings
def command(data: Path | None, **settings: Any) -> None:  # noqa: ANN401 (one for each option)
    """Serve the dataset: SPARQL endpoint, linked data, canned queries, downloads.

    Stops in order at SIGINT and SIGTERM; SIGHUP, or a replaced dataset, has it loaded
    anew without a pause.
    """
    from mgi_graph.pipeline.embedded import keep_embedded, store_directory
    from mgi_graph.web.server import serve

    config = Config.of(settings)
    cache = store_directory()
    if data is None:
        with keep_embedded() as path:
            serve(config, path, cache=cache)
    else:
        serve(config, data, cache=cache)
