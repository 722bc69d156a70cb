"""Know the things that were withdrawn, so that their addresses answer 410 and not 404.

The list is kept by hand in ``data/withdrawn.yaml``::

    - path: finding/col-medellin-2022/migrants-rights/well-developed/9
      date: 2025-03-01
      reason: The profile was corrected by its publisher.
      replacedBy: finding/col-medellin-2022/migrants-rights/well-developed/8

``path`` and ``replacedBy``, which may be missing, stand behind ``…/id/``.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

import yaml

from mgi_graph.assets import WITHDRAWN_FILE
from mgi_graph.errors import FileError
from mgi_graph.namespaces import ID

_NEEDED: Final = ("path", "date", "reason")
_KEYS: Final = {*_NEEDED, "replacedBy"}


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Say when and why a thing was withdrawn, and what took its place, as IRIs."""

    iri: str
    date: str
    reason: str
    replaced_by: str | None = None


def read_withdrawn(path: Path = WITHDRAWN_FILE) -> Mapping[str, Withdrawal]:
    """Return every withdrawal by the IRI of the thing.

    Raises :class:`~mgi_graph.errors.FileError` for a file that cannot be used.
    """
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as err:
        raise FileError(path, f"cannot be read as YAML: {err}") from err
    if not isinstance(entries, list):
        raise FileError(path, "expected a list of withdrawals, each with path, date and reason")
    found: dict[str, Withdrawal] = {}
    for number, entry in enumerate(entries, start=1):
        withdrawal = _read_entry(path, number, entry)
        if withdrawal.iri in found:
            raise FileError(path, f"entry {number}: {withdrawal.iri} stands twice")
        found[withdrawal.iri] = withdrawal
    return MappingProxyType(found)


def _read_entry(path: Path, number: int, entry: object) -> Withdrawal:
    if not isinstance(entry, dict) or not set(_NEEDED) <= set(entry) <= _KEYS:
        raise FileError(path, f"entry {number}: expected path, date, reason and maybe replacedBy")
    if not isinstance(entry["date"], datetime.date):
        raise FileError(path, f"entry {number}: {entry['date']!r} is not a date, YYYY-MM-DD")
    replaced = entry.get("replacedBy")
    return Withdrawal(
        iri=f"{ID}{entry['path']}",
        date=entry["date"].isoformat(),
        reason=str(entry["reason"]),
        replaced_by=None if replaced is None else f"{ID}{replaced}",
    )
