"""Test that a bad source ends with exit code 2 and a message with file, line and remedy."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from mgi_graph.assets import SOURCES_DIR

Run = Callable[..., "CompletedProcess[str]"]
Refused = Callable[..., None]

WELL_DEVELOPED = "Migration governance: Examples of well-developed areas\n\n"
TO_DEVELOP = "Areas with potential for further development:"
TITLE = "Migration Governance Profile: City of Quito (Ecuador)\n"


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8", newline="")


def _digests(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("command", ["build", "convert"])
@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(None, ": no such file; expected a text file", id="missing"),
        pytest.param(b"", ": empty; expected the text of a profile", id="empty"),
        pytest.param(b"\xef\xbb\xbf\r\n \t\n", ": empty; expected", id="blank"),
        pytest.param(
            b"one\n\x7fELF\x00\x01", ":2: binary: control character U+007F at offset 4", id="binary"
        ),
        pytest.param(b"one\ntwo\x00", ":2: binary: NUL byte at offset 7", id="NUL"),
        pytest.param(b"%PDF-1.7", ":1: not a text in UTF-8: it is a PDF", id="PDF"),
        pytest.param("Perfil".encode("utf-16"), ":1: not a text in UTF-8: it looks", id="UTF-16"),
        pytest.param(
            b"one\r\ntwo\r\nMedell\xedn",
            ":3: not UTF-8: byte 0xed at offset 16; expected a text in UTF-8; save it as UTF-8",
            id="Latin-1",
        ),
        pytest.param(b"Buenos dias\n", ":1: no findings; expected blocks that", id="no findings"),
    ],
)
def test_file_that_is_no_profile_isrefused(
    run: Run, refused: Refused, tmp_path: Path, command: str, content: bytes | None, message: str
) -> None:
    """What cannot be read as a profile at all is named with its file and line."""
    source = tmp_path / "source.txt"
    if content is not None:
        source.write_bytes(content)
    arguments = ["--out", str(tmp_path / "out")] if command == "build" else []
    refused(run(command, source, *arguments), f"error: {source}{message}")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["build", "convert"])
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            TITLE, "", ":76: no title; expected a line such as 'Migration Gov", id="no title"
        ),
        pytest.param(
            "2023 May\n", "", ":77: no date; expected a line with month and year", id="no date"
        ),
        pytest.param(
            "2023 May\n", "2023 Agust\n", ":76: month not known: 'Agust'; did you mean", id="month"
        ),
        pytest.param(
            "2023 May\n", "1492 May\n", ":76: year not plausible: '1492'; expected", id="year"
        ),
        pytest.param(
            TITLE,
            TITLE.replace("Ecuador", "Atlantis"),
            ":78: country not known: 'Atlantis'; expected a country of ISO 3166-1",
            id="unknown country",
        ),
        pytest.param(
            TITLE,
            TITLE.replace("Ecuador", "Ecuadr"),
            ":78: country not known: 'Ecuadr'; did you mean 'Ecuador'?",
            id="misspelt country",
        ),
        pytest.param(
            "PARTNERSHIPS",
            "PARTNERSHPS",
            ":33: heading not known: 'PARTNERSHPS'; did you mean 'PARTNERSHIPS'?",
            id="misspelt heading",
        ),
        pytest.param(
            "PARTNERSHIPS",
            "BORDERS",
            ":33: heading not known: 'BORDERS'; expected one of the six domains",
            id="unknown heading",
        ),
        pytest.param(
            TO_DEVELOP,
            TO_DEVELOP.replace("potential", "potental"),
            ":17: marker not known: 'Areas with potental for further development:'; "
            "did you mean 'Areas with potential for further development'?",
            id="misspelt marker",
        ),
        pytest.param(
            TO_DEVELOP, "Things to do:", ":17: marker not known: 'Things to do:'", id="marker"
        ),
        pytest.param(
            WELL_DEVELOPED, "", ":13: finding outside a list: '• Health care in", id="finding"
        ),
        pytest.param(
            "1\nKey findings\nMIGRANTS' RIGHTS\n\n",
            "",
            ":9: list outside a domain: 'Migration governance: Examples of",
            id="list",
        ),
        pytest.param(
            "PARTNERSHIPS",
            "MIGRANTS’ RIGHTS",
            ":33: same domain twice: 'MIGRANTS’ RIGHTS' (migrants-rights) stands on line 11 "
            "already; expected each domain once; join the two blocks or correct one heading",
            id="same domain twice",
        ),
        pytest.param(
            "Warnings are given in one language only.",
            "",
            ":63: finding without text: '•'; expected its words",
            id="empty finding",
        ),
    ],
)
def test_defect_of_a_profile_is_named_with_its_line(
    run: Run, refused: Refused, quito: Path, command: str, old: str, new: str, message: str
) -> None:
    """One defect gives one message, with the line, the value and what was expected."""
    _replace(quito, old, new)
    out = quito.parent / "out"
    outcome = run(command, quito, *(["--out", out] if command == "build" else []))
    refused(outcome, f"error: {quito}{message}")
    assert len(outcome.stderr.splitlines()) == 1
    assert not out.exists()


def test_explain_refuses_what_convert_refuses(run: Run, refused: Refused, quito: Path) -> None:
    """A source that does not parse is not shown line by line either."""
    _replace(quito, "2023 May\n", "")
    refused(run("convert", "--explain", quito), f"error: {quito}:77: no date")


def test_two_sources_of_one_place_month_and_language_arerefused(
    run: Run, refused: Refused, quito: Path
) -> None:
    """The message names both files and what makes them the same."""
    other = shutil.copy(quito, quito.with_name("again.txt"))
    refused(
        run("build", quito, other, "--out", quito.parent / "out"),
        f"error: {quito}: a second profile of Quito (ECU) of 2023-05 in the language 'en'",
        f"{other} is one",
        "leave one of the two out",
    )


def test_language_versions_whose_lists_differ_arerefused(
    run: Run, refused: Refused, quito: Path, quito_in_spanish: Path
) -> None:
    """The message names both files, the domain, the list and both numbers of findings."""
    text = "  • Los avisos se dan en un solo idioma.\n"
    _replace(quito_in_spanish, text, text + "  • Falta una línea telefónica para avisos.\n")
    refused(
        run("build", quito, quito_in_spanish, "--out", quito.parent / "out"),
        f"error: {quito_in_spanish}:64: the for-development list of mobility-dimension-of-crises "
        f"has 2 findings in 'es' but 1 finding in 'en' in {quito}",
    )


def test_one_bad_source_among_many_stops_all(
    run: Run, refused: Refused, tmp_path: Path, quito: Path, earlier: Path
) -> None:
    """Every error of every file is told, nothing is written, the old output keeps its bytes."""
    before = _digests(earlier)
    _replace(quito, "PARTNERSHIPS", "PARTNERSHPS")
    _replace(quito, "2023 May\n", "")
    (tmp_path / "empty.txt").write_bytes(b"")
    outcome = run("build", SOURCES_DIR, quito, tmp_path / "empty.txt", "gone.txt", "--out", earlier)
    refused(
        outcome,
        f"{quito}:33: heading not known",
        f"{quito}:77: no date",
        f"{tmp_path / 'empty.txt'}: empty",
        "gone.txt: no such file",
        "4 errors",
    )
    assert len(outcome.stderr.splitlines()) == 5
    assert _digests(earlier) == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]
