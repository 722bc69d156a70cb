"""Show how far a build is, on a terminal and elsewhere."""

import os
import pty
import re
import subprocess
import sys

import pytest

SHOW = """
import time
from mgi_graph.cli.progress import Progress
with Progress() as progress:
    for stage in ("reading", "converting"):
        for done in range(0, {total} + 1, {step}):
            progress.show(stage, done, {total})
            time.sleep({pause})
"""
PATIENCE = 60


def _run_at_a_terminal(code: str) -> str:
    """Return what a program writes to a terminal as its standard error."""
    leading, following = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stderr=following,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    ) as process:
        os.close(following)
        shown = b""
        try:
            while chunk := os.read(leading, 65536):
                shown += chunk
        except OSError:
            # Linux tells the end of a terminal so.
            os.close(leading)
    assert process.returncode == 0
    return shown.decode()


def test_a_terminal_shows_a_bar_with_the_time_that_is_left() -> None:
    """Each stage has its bar, which tells the time left on its way and is full at its end."""
    shown = _run_at_a_terminal(SHOW.format(total=1000, step=50, pause=0.08))
    lines = re.split(r"[\r\n]+", re.sub(r"\x1b\[[?0-9]*[a-zA-Z]", "", shown))
    for stage in ("reading", "converting"):
        bars = [each for each in lines if each.startswith(stage)]
        # What is left is not known in the first second.
        assert any(re.search(r" \d\d%  00:00:0\d", each) for each in bars), shown
        assert "100%" in bars[-1]


@pytest.mark.parametrize(("total", "expected"), [(1000, ["reading", "converting"]), (100, [])])
def test_elsewhere_plain_lines_tell_of_long_stages(total: int, expected: list[str]) -> None:
    """Into a file or a pipe goes a line at the end of a stage, and none of a short one."""
    ended = subprocess.run(
        [sys.executable, "-c", SHOW.format(total=total, step=total // 4, pause=0)],
        stderr=subprocess.PIPE,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    assert ended.stderr.splitlines() == [f"{stage}: {total} of {total}" for stage in expected]
