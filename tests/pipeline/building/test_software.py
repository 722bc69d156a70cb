"""Test what makes the blocks of an earlier build useless."""

import shutil
from pathlib import Path

import pytest

from mgi_graph.pipeline.building import software


@pytest.mark.parametrize(
    ("folder", "path"),
    [
        ("PACKAGE_DIR", "parsing/walk.py"),
        ("PACKAGE_DIR", "parsing/tables/titles.yaml"),
        ("PACKAGE_DIR", "reasoning/rules/cax-sco.rq"),
        ("ONTOLOGY_DIR", "mgi.ttl"),
        ("ONTOLOGY_DIR", "shapes/finding.ttl"),
    ],
)
def test_digest_is_of_the_software_and_the_vocabularies(
    folder: str, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change of any file that a block is made with, or held against, is another digest."""
    digest = software.digest_software.__wrapped__
    before = digest()
    copy = tmp_path / "copy"
    shutil.copytree(getattr(software, folder), copy)
    monkeypatch.setattr(software, folder, copy)
    assert digest() == before
    changed = copy / path
    changed.write_bytes(changed.read_bytes() + b"#")
    assert digest() != before
