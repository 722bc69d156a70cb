"""Find the SPARQL engines that tests start, or say what lacks.

``python -m tests.engines.finding`` says whether all are there; ``make test`` asks it first.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import Final

VARIABLE: Final = "MGI_GRAPH_VIRTUOSO"
_LACKING: Final = f"""\
The tests of real SPARQL engines need Virtuoso 7, and it is not here. Install it (Debian, Ubuntu:
apt-get install --no-install-recommends virtuoso-opensource-7-bin), or say in {VARIABLE}
where virtuoso-t is."""


def find_virtuoso() -> str | None:
    """Return the path of Virtuoso's server: the one named in the environment, or one found."""
    return shutil.which(os.environ.get(VARIABLE) or "virtuoso-t")


def require_virtuoso() -> str:
    """Return the path of Virtuoso's server.

    Raises ``AssertionError``, with what to do, where there is none.
    """
    found = find_virtuoso()
    assert found is not None, _LACKING
    return found


def require_oxigraph() -> str:
    """Return the path of the Oxigraph server, which pip puts beside this Python.

    Raises ``AssertionError``, with what to do, where there is none.
    """
    beside_python = str(Path(sys.executable).parent)
    found = shutil.which("oxigraph", path=os.pathsep.join((beside_python, os.environ["PATH"])))
    assert found is not None, "the oxigraph server is not here; pip install oxigraph"
    return found


def main() -> int:
    """Return 2, after saying what to do, where an engine lacks."""
    if find_virtuoso() is not None:
        return 0
    sys.stderr.write(f"{_LACKING}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
