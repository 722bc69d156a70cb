"""Digest what a dataset depends on besides its own sources."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, requires, version
from pathlib import Path

from mgi_graph.assets import CURATION_DIR, ONTOLOGY_DIR, PACKAGE_DIR, QUERIES_DIR, SOURCES_DIR

_NAME_ENDS = " ;<>=!~[("


@cache
def digest_software() -> str:
    """Digest this software, the packages that it needs, the vocabularies and the shapes.

    It is done once a process, which goes on with what it has read of them.
    """
    versions = [f"{name} {found}" for name, found in _list_versions()]
    return digest_files(
        (
            (ONTOLOGY_DIR, "**/*.ttl"),
            (PACKAGE_DIR, "**/*.py"),
            (PACKAGE_DIR, "**/*.yaml"),
            (PACKAGE_DIR / "reasoning", "**/*.rq"),
        ),
        *versions,
    )


@cache
def digest_queries() -> str:
    """Digest the canned queries, which every dataset describes, once a process."""
    return digest_files(((QUERIES_DIR, "**/*.rq"),))


def digest_examples() -> str:
    """Digest what proposals are learnt from."""
    return digest_files(((SOURCES_DIR, "*.txt"), (CURATION_DIR, "*.yaml")))


def digest_files(patterns: Iterable[tuple[Path, str]], *more: str) -> str:
    """Digest the files below folders, by their names there, and some words, in hexadecimal."""
    digest = hashlib.sha256("\n".join(more).encode())
    for root, pattern in patterns:
        for path in sorted(root.glob(pattern)):
            content = path.read_bytes()
            name = path.relative_to(root).as_posix()
            digest.update(f"{name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def _list_versions() -> list[tuple[str, str]]:
    """Return the installed packages that this software names, itself among them."""
    found = {"mgi-graph": version("mgi-graph")}
    for requirement in requires("mgi-graph") or ():
        name = requirement
        for end in _NAME_ENDS:
            name = name.partition(end)[0]
        try:
            found[name] = distribution(name).version
        except PackageNotFoundError:
            continue
    return sorted(found.items())
