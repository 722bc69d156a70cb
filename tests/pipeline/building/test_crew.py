"""Test that a crew leaves the process as it found it."""

import gc

import pytest

from mgi_graph.pipeline.building.crew import Crew


def test_cycles_are_looked_for_as_before_when_the_work_is_done() -> None:
    """Looking rarely is for the build alone, however it ends."""
    before = gc.get_threshold()
    with Crew(1) as crew:
        assert list(crew.run(len, ["ab", "c"])) == [2, 1]
        assert gc.get_threshold() != before
    assert gc.get_threshold() == before
    with pytest.raises(ValueError, match="wrong"), Crew(1):
        raise ValueError("wrong")
    assert gc.get_threshold() == before
