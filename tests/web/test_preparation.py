"""Test that workers have loaded whatever tasks need before they are confined."""

import subprocess
import sys
from pathlib import Path

import mgi_graph.web

_FOLDER = Path(mgi_graph.web.__file__).parent


def test_every_kind_of_task_is_loaded_beforehand() -> None:
    """A confined worker cannot open the module of a task that it is given."""
    with_tasks = {
        ".".join(["mgi_graph", "web", *path.relative_to(_FOLDER).with_suffix("").parts])
        for path in _FOLDER.rglob("*.py")
        if "def run(self, store" in path.read_text("utf-8")
    }
    code = "import sys, mgi_graph.web.preparation; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert len(with_tasks) >= 9
    assert with_tasks - set(loaded) == set()
