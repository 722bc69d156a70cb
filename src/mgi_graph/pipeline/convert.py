"""Convert one source text, on its own."""

from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Triple

from mgi_graph.assets import CURATION_DIR
from mgi_graph.parsing import parse_sources
from mgi_graph.pipeline.curation.fitting import Strictness
from mgi_graph.pipeline.curation.loading import load_curation
from mgi_graph.pipeline.dataset import read_background
from mgi_graph.pipeline.description import describe
from mgi_graph.rdf.iris import name_profiles


@dataclass(frozen=True)
class Converted:
    """Hold the triples of one profile, with messages for whoever converts it."""

    triples: frozenset[Triple]
    warnings: tuple[str, ...]


def convert_source(source: Path, curation: Path = CURATION_DIR) -> Converted:
    """Describe the profile in ``source`` as triples, with what fits of its curation file.

    Raises :class:`mgi_graph.errors.MgiGraphError` where the source is no profile.
    """
    background = read_background()
    named = name_profiles(parse_sources([source]))
    curated = load_curation(named, curation, background.slugs, Strictness.NONE)
    ((name, profile),) = named
    said = describe(name, profile, curated.findings, curated.things, background.described)
    triples = said.profile | said.things | said.suggested | said.proposed
    return Converted(triples, curated.warnings)
