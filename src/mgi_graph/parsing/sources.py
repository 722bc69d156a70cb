"""Parse many sources at once."""

from collections.abc import Iterable
from pathlib import Path

from mgi_graph.errors import ManyErrors, MgiGraphError
from mgi_graph.model import Profile
from mgi_graph.parsing.merge import merge_language_versions
from mgi_graph.parsing.profile import parse_profile
from mgi_graph.parsing.source import read_source


def parse_sources(paths: Iterable[Path | str]) -> list[Profile]:
    """Parse the files at ``paths`` and join the language versions among them.

    The profiles are ordered by place and month, whatever the order of ``paths``.
    Raises :class:`ManyErrors` with every error of every file, those of a file
    together and in the order of its lines.
    """
    profiles: list[Profile] = []
    errors: list[MgiGraphError] = []
    for path in paths:
        try:
            profiles.append(parse_profile(read_source(path)).profile)
        except MgiGraphError as err:
            errors.append(err)
    try:
        merged = merge_language_versions(profiles)
    except ManyErrors as err:
        errors.append(err)
    if errors:
        raise ManyErrors(errors)
    return merged
