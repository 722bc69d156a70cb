"""Turn the text of profiles into the model.

:func:`parse_sources` does it for many files, :func:`read_source` and
:func:`parse_profile` for one, :func:`explain` shows line by line what became of
it. :func:`read_curation` reads what a person chose for the findings of a profile,
:func:`read_things` what these name. No RDF here.
"""

from mgi_graph.parsing.curation import read_curation
from mgi_graph.parsing.layout import FindingKey, LineRole
from mgi_graph.parsing.merge import merge_language_versions
from mgi_graph.parsing.profile import (
    ClassifiedLine,
    ExplainedLine,
    ParsedProfile,
    explain,
    parse_profile,
)
from mgi_graph.parsing.source import SourceText, read_source
from mgi_graph.parsing.sources import parse_sources
from mgi_graph.parsing.things import read_things

__all__ = [
    "ClassifiedLine",
    "ExplainedLine",
    "FindingKey",
    "LineRole",
    "ParsedProfile",
    "SourceText",
    "explain",
    "merge_language_versions",
    "parse_profile",
    "parse_sources",
    "read_curation",
    "read_source",
    "read_things",
]
