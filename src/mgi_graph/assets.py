"""Find the files that the tool works from: ontology, data and queries.

In a checkout they stand at the top level; in an installed wheel they lie in the
package. Everything else asks here and never builds such a path itself.
"""

from pathlib import Path

PACKAGE_DIR = Path(__file__).parent
"""The code of this software, and the tables and texts that lie in it."""

_INSTALLED = PACKAGE_DIR / "_assets"
_ROOT = _INSTALLED if _INSTALLED.is_dir() else PACKAGE_DIR.parents[1]

ONTOLOGY_DIR = _ROOT / "ontology"
"""Hand-written Turtle: terms, vocabularies and, under ``shapes/``, the shapes."""

SHAPES_DIR = ONTOLOGY_DIR / "shapes"
"""SHACL shapes, one file a target class."""

QUERIES_DIR = _ROOT / "queries"
"""Canned queries, ``<topic>/<question>.rq``."""

SOURCES_DIR = _ROOT / "data" / "sources"
"""Profile texts as received."""

CURATION_DIR = _ROOT / "data" / "curation"
"""What people decided on the findings, one file a profile, and the things that findings name."""

MATCHING_DIR = _ROOT / "data" / "matching"
"""Numbers with which indicators are proposed, written by ``make fit-matching``."""

WITHDRAWN_FILE = _ROOT / "data" / "withdrawn.yaml"
"""Things that were published and withdrawn since, a list kept by hand."""
