"""The bundle of the editor asks no other host, and names what it is made of."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from frontend.hatch_build import suits
from mgi_graph.web.editor.page import find_assets
from mgi_graph.web.pages.rendering import static_files

ROOT = Path(__file__).parents[3]
NAMESPACES = {"www.w3.org"}
"""The hosts in the names of SVG, HTML, MathML, rdf: and rdfs:, which nothing fetches."""


@pytest.fixture(scope="module")
def bundle() -> dict[str, str]:
    """Return the texts of the bundle."""
    assets = find_assets()
    assert assets, "the editor is not bundled: make assets"
    return {name: static_files()[each].read_text("utf-8") for name, each in assets.items()}


def test_no_other_host_is_in_it(bundle: dict[str, str]) -> None:
    """Whatever begins like an address is a namespace; nothing is without its scheme either."""
    for name in ("script", "style"):
        hosts = set(re.findall(r"(?:https?:|wss?:)?//([\w-]+(?:\.[\w-]+)+)", bundle[name]))
        assert hosts <= NAMESPACES, name
    for word in ("prefix.cc", "lov.linkeddata", "dbpedia", "cdn", "googleapis"):
        assert word not in bundle["script"].lower()


def test_style_loads_nothing(bundle: dict[str, str]) -> None:
    """There is no import, and no address that is not in the sheet itself."""
    assert "@import" not in bundle["style"]
    assert "@font-face" not in bundle["style"]
    assert all(each.startswith("data:") for each in re.findall(r"url\(\W?(\w+:?)", bundle["style"]))


def test_script_writes_no_styles_into_markup(bundle: dict[str, str]) -> None:
    """The content security policy forbids it; what a script sets by the DOM is allowed."""
    assert not re.search(r"<\w+ [^<>]*style=", bundle["script"])


def test_notice_has_the_licence_of_every_package(bundle: dict[str, str]) -> None:
    """What our library brings within it is named too; each text says who holds the rights."""
    parts = bundle["notice"].split(f"\n\n{'-' * 72}\n\n")[1:]
    names = [re.sub(r" [\d.]+$", "", part.partition("\n")[0]) for part in parts]
    assert {"@zazuko/yasqe", "@zazuko/yasgui-utils", "codemirror", "lodash-es"} <= set(names)
    assert {"dompurify", "events", "store", "query-string"} <= set(names)
    for part in parts:
        assert re.search(r"^Licence: \S", part, re.MULTILINE), part
        assert re.search(r"permission|apache license|copyright", part, re.IGNORECASE), part


def test_lock_names_the_bytes_of_every_package() -> None:
    """What npm installs is what was looked at."""
    lock: dict[str, Any] = json.loads((ROOT / "frontend" / "package-lock.json").read_text("utf-8"))
    packages = {name: each for name, each in lock["packages"].items() if name}
    assert packages
    assert all(each["integrity"].startswith("sha512-") for each in packages.values())


@pytest.mark.parametrize(
    ("version", "suitable"),
    [
        ("v18.20.4", False),
        ("v20.18.3", False),
        ("v20.19.0", True),
        ("v21.7.3", False),
        ("v22.15.1", False),
        ("v22.16.0", True),
        ("v23.11.0", False),
        ("v24.0.0", True),
        ("v26.1.0", True),
        ("node: not found", False),
    ],
)
def test_only_a_version_that_all_packages_run_on_is_used(version: str, suitable: bool) -> None:
    """That of html-validate is the strictest."""
    assert suits(version) is suitable
    lock: dict[str, Any] = json.loads((ROOT / "frontend" / "package-lock.json").read_text("utf-8"))
    strictest = lock["packages"]["node_modules/html-validate"]["engines"]["node"]
    assert strictest == "^20.19.0 || ^22.16.0 || >= 24.0.0"
