"""Convert one source text, on its own."""

from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Triple

from mgi_graph.assets import CURATION_DIR
from mgi_graph.parsing import parse_sources
from mgi_graph.pipeline.curation import Strictness, load_links
from mgi_graph.pipeline.dataset import read_background
from mgi_graph.rdf.iris import name_profiles
from mgi_graph.rdf.profiles import describe_profile


@dataclass(frozen=True)
class Converted:
    """Hold the triples of one profile, with messages for whoever converts it."""

    triples: frozenset[Triple]
    warnings: tuple[str, ...]


def convert_source(source: Path, curation: Path = CURATION_DIR) -> Converted:
    """Describe the profile in ``source`` as triples; curated links are used where they fit.

    Raises :class:`mgi_graph.errors.MgiGraphError` where the source is no profile.
    """
    background = read_background()
    named = name_profiles(parse_sources([source]))
    curated = load_links(named, curation, background.indicators, Strictness.NONE)
    triples = frozenset(
        triple
        for name, profile in named
        for triple in describe_profile(
            name, profile, links=curated.links, known=background.described
        )
    )
    return Converted(triples, curated.warnings)
