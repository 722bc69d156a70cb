"""Test how a large dataset is made of a small one."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from benchmarks.replicas import write_replicas

PROFILES = """\
<urn:graph/col-cali-2020> {
  </profile/col-cali-2020> <urn:says> </finding/col-cali-2020/health/1> .
}
<urn:vocabularies> { <urn:a> <urn:b> <urn:c> . }
"""


def test_profiles_are_repeated_under_new_names_and_all_else_stands_once(tmp_path: Path) -> None:
    """Three quads of at least three: the vocabulary's one, and the profile's one twice."""
    (tmp_path / "mgi.trig").write_text("@base <https://example.org/> .\n" + PROFILES, "utf-8")
    target = tmp_path / "large.nq"
    assert write_replicas(tmp_path, target, 3) == 3
    found = {str(quad.object) for quad in parse(path=target, format=RdfFormat.N_QUADS)}
    assert found == {
        "<urn:c>",
        "<https://example.org/finding/col-cali-2020-0/health/1>",
        "<https://example.org/finding/col-cali-2020-1/health/1>",
    }


def test_a_dataset_without_profiles_is_refused(tmp_path: Path) -> None:
    """It could be repeated for ever without growing."""
    (tmp_path / "mgi.trig").write_text("<urn:a> <urn:b> <urn:c> .", "utf-8")
    with pytest.raises(SystemExit):
        write_replicas(tmp_path, tmp_path / "large.nq", 3)
