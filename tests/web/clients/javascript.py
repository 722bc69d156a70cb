"""Run JavaScript in Node.js with the SPARQL clients of ``node/package.json``."""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

NODE: Final = Path(__file__).parent / "node"
_LISTS: Final = ("package.json", "package-lock.json")
_DIGITS: Final = 16


def run_javascript(code: str, folder: Path, *arguments: str) -> str:
    """Run a module in ``folder`` and return what it prints."""
    module = folder / "module.mjs"
    module.write_text(code, encoding="utf-8")
    (folder / "node_modules").symlink_to(_install() / "node_modules")
    return _run(folder, "node", str(module), *arguments)


@cache
def _install() -> Path:
    """Install the clients once for each lock file, and keep them with this environment."""
    lists = b"".join((NODE / name).read_bytes() for name in _LISTS)
    home = Path(sys.prefix) / "node-clients"
    kept = home / hashlib.sha256(lists).hexdigest()[:_DIGITS]
    if not kept.exists():
        home.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home) as parent:
            folder = Path(parent, "clients")
            folder.mkdir()
            for name in _LISTS:
                shutil.copy(NODE / name, folder)
            _run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
            with suppress(OSError):
                # Another process of the tests may have been faster.
                folder.rename(kept)
    return kept


def _run(folder: Path, program: str, *arguments: str) -> str:
    found = shutil.which(program)
    assert found is not None, f"these tests need {program}: install Node.js 20 or later, with npm"
    ran = subprocess.run(
        [found, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, f"{program}: {ran.stderr}"
    return ran.stdout
