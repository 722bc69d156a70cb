"""Test that a crew does the work in order, and leaves nothing of itself, however it ends."""

import gc
import multiprocessing
import os
import signal
import time
from functools import partial
from pathlib import Path

import pytest

from mgi_graph.errors import WorkerError
from mgi_graph.pipeline.building.crew import Crew

PATIENCE = 60


def _take_turns(task: int) -> tuple[int, int]:
    """Be the slower the earlier; name the process."""
    time.sleep(0.2 if task == 0 else 0)
    return task, os.getpid()


def _kill_one(killed: Path, padding: bytes) -> None:
    """End the process that is prepared first, as the system does when memory is short."""
    try:
        killed.touch(exist_ok=False)
    except FileExistsError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


def _kill_at(task: int, fatal: int) -> int:
    """End this process at one of the tasks."""
    if task == fatal:
        os.kill(os.getpid(), signal.SIGKILL)
    return task


def _nobody_is_left() -> bool:
    ends = time.monotonic() + PATIENCE
    while multiprocessing.active_children() and time.monotonic() < ends:
        time.sleep(0.02)
    return not multiprocessing.active_children()


def test_answers_come_in_the_order_of_the_tasks() -> None:
    """Whoever is done first; several processes do the work, and they end with it."""
    with Crew(2) as crew:
        answers = list(crew.run(_take_turns, range(30)))
    assert [task for task, _ in answers] == list(range(30))
    assert os.getpid() not in {process for _, process in answers}
    assert _nobody_is_left()


@pytest.mark.parametrize("size", [0, 1_000_000], ids=["at once", "while another is started"])
def test_process_that_is_killed_early_ends_the_crew(tmp_path: Path, size: int) -> None:
    """Also where what the others are to know is more than a pipe holds: none is forgotten."""
    with Crew(2) as crew:
        crew.prepare = partial(_kill_one, tmp_path / "killed", bytes(size))
        with pytest.raises(WorkerError, match="was ended from outside"):
            list(crew.run(_take_turns, range(30)))
    assert _nobody_is_left()


@pytest.mark.parametrize("fatal", [0, 1, 7, 29])
def test_process_that_is_killed_at_work_ends_the_crew(fatal: int) -> None:
    """It says so, whichever task was the last one, and the other processes end."""
    with Crew(2) as crew, pytest.raises(WorkerError, match="was ended from outside"):
        list(crew.run(partial(_kill_at, fatal=fatal), range(30)))
    assert _nobody_is_left()


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
