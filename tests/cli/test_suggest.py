"""Test that mgi-graph suggest proposes, keeps what people decided, and refuses bad input."""

import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import yaml

from mgi_graph.assets import CURATION_DIR, SOURCES_DIR
from mgi_graph.parsing import read_curation

Run = Callable[..., "CompletedProcess[str]"]
Refused = Callable[..., None]

WORDS = ("--method", "words")
QUITO = "https://w3id.org/mgi-graph/id/profile/ecu-quito-2023"
LAYOUTS = yaml.safe_load(
    (Path(__file__).parents[1] / "parsing" / "data" / "layouts.yaml").read_text("utf-8")
)

PROFILES = {
    "en": (
        "The city hospital gives migrants primary health care.",
        "There is no strategy against trafficking in persons.",
    ),
    "es": (
        "El hospital de la ciudad brinda atención primaria de salud a las personas migrantes.",
        "No existe una estrategia contra la trata de personas.",
    ),
    "fr": (
        "L’hôpital de la ville offre des soins de santé primaires aux migrants.",
        "Il n’existe pas de stratégie de lutte contre la traite des personnes.",
    ),
    "pt": (
        "O hospital da cidade oferece atenção básica à saúde aos migrantes.",
        "Não existe uma estratégia de combate ao tráfico de pessoas.",
    ),
}


def _profile(language: str, folder: Path) -> Path:
    """Write a small profile of a city in one language."""
    words = LAYOUTS[language]
    health, trafficking = PROFILES[language]
    lines = []
    for domain, text in (
        ("migrants-rights", health),
        ("safe-orderly-and-regular-migration", trafficking),
    ):
        lines += ["1", "Key findings", words["headings"][domain][0]]
        lines += [words["markers"]["well-developed"][0], f"• {text}"]
        lines += [words["markers"]["for-development"][0], f"• {words['statements'][0]}"]
    lines += ["2024-03", words["title"]]
    path = folder / f"nakuru-{language}.txt"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.mark.parametrize("language", PROFILES)
def test_findings_get_their_indicators_in_each_language(
    run: Run, tmp_path: Path, language: str
) -> None:
    """A finding on health care is proposed as one, whatever its language."""
    out = tmp_path / "ken-nakuru-2024.yaml"
    outcome = run("suggest", _profile(language, tmp_path), "--out", out, *WORDS)
    assert (outcome.returncode, outcome.stdout) == (0, "")
    curation = read_curation(out)
    assert curation.profile == "https://w3id.org/mgi-graph/id/profile/ken-nakuru-2024"
    first, _, third, _ = curation.findings
    for row, slug in ((first, "access-to-health-care"), (third, "anti-trafficking")):
        assert row.suggestion is not None
        assert slug in (row.suggestion.indicator, *row.suggestion.otherwise)
        assert row.suggestion.words
    assert (
        run(
            "build",
            _profile(language, tmp_path),
            "--curation",
            tmp_path,
            "--out",
            tmp_path / "built",
        ).returncode
        == 0
    )


def test_suggestions_go_to_standard_output_without_a_file(run: Run, quito: Path) -> None:
    """What is printed is the whole file, and the summary goes elsewhere."""
    outcome = run("suggest", quito, *WORDS)
    assert outcome.returncode == 0
    printed = yaml.safe_load(outcome.stdout)
    assert printed["profile"] == QUITO
    assert len(printed["findings"]) == 12
    assert "ecu-quito-2023: 12 findings: " in outcome.stderr
    assert "0 decided and kept" in outcome.stderr
    assert "method: words\n  It is the weaker one" in outcome.stderr
    assert "pip install 'mgi-graph[matching]'" in outcome.stderr


def test_versions_in_two_languages_are_one_profile(
    run: Run, quito: Path, quito_in_spanish: Path, tmp_path: Path
) -> None:
    """Several sources, or their folder, give the same file."""
    both = run("suggest", quito, quito_in_spanish, *WORDS)
    folder = run("suggest", tmp_path, *WORDS)
    assert both.returncode == folder.returncode == 0
    assert both.stdout == folder.stdout
    assert len(yaml.safe_load(both.stdout)["findings"]) == 12


def test_rerun_leaves_the_file_alone(run: Run, quito: Path, tmp_path: Path) -> None:
    """Where nothing is new the file is not even written."""
    out = tmp_path / "ecu-quito-2023.yaml"
    assert f"{out}: created" in run("suggest", quito, "--out", out, *WORDS).stderr
    before, written = out.read_bytes(), out.stat()
    again = run("suggest", quito, "--out", out, *WORDS)
    assert f"{out}: unchanged" in again.stderr
    assert out.read_bytes() == before
    assert (out.stat().st_ino, out.stat().st_mtime_ns) == (written.st_ino, written.st_mtime_ns)


def test_decisions_are_kept_and_counted(run: Run, quito: Path, tmp_path: Path) -> None:
    """Confirmed rows stay, and one with another indicator becomes changed."""
    out = tmp_path / "ecu-quito-2023.yaml"
    run("suggest", quito, "--out", out, *WORDS)
    text = out.read_text("utf-8")
    text = text.replace("status: suggested", "status: confirmed  # yes", 1)
    both = "[anti-discrimination, access-to-housing]  # both"
    text = text.replace("[anti-discrimination]", both, 1)
    assert both in text
    out.write_text(text, "utf-8")
    outcome = run("suggest", quito, "--out", out, *WORDS)
    assert "2 decided and kept" in outcome.stderr
    assert f"{out}: updated" in outcome.stderr
    after = out.read_text("utf-8")
    assert "status: confirmed  # yes" in after
    expected = f"status: changed\n    indicators: {both}"
    assert expected in after


@pytest.mark.parametrize("source", sorted(path.name for path in SOURCES_DIR.glob("*.txt")))
def test_curated_profile_is_left_as_it_is(run: Run, tmp_path: Path, source: str) -> None:
    """A file in which every finding was decided and read has nothing open."""
    [file] = CURATION_DIR.glob(f"{source.rpartition('-')[0]}.yaml")
    for path in (file, CURATION_DIR / "things.yaml"):
        shutil.copy(path, tmp_path)
    out = tmp_path / file.name
    outcome = run("suggest", SOURCES_DIR / source, "--out", out, *WORDS)
    assert outcome.returncode == 0, outcome.stderr
    assert out.read_bytes() == file.read_bytes()


@pytest.mark.parametrize("source", sorted(path.name for path in SOURCES_DIR.glob("*.txt")))
def test_whole_profile_is_proposed(run: Run, tmp_path: Path, source: str) -> None:
    """Names are proposed with their things; the rows fit the findings, and stay as they are."""
    out = tmp_path / f"{source.rpartition('-')[0]}.yaml"
    assert run("suggest", SOURCES_DIR / source, "--out", out, *WORDS).returncode == 0
    curation = read_curation(out)
    assert sum(len(row.mentions or ()) for row in curation.findings) > 10
    before = out.read_bytes()
    assert run("suggest", SOURCES_DIR / source, "--out", out, *WORDS).returncode == 0
    assert out.read_bytes() == before


@pytest.mark.parametrize(
    ("language", "heading", "hint"),
    [
        ("es", "Derechos de las personas migrantes: áreas bien desarrolladas", "lea el hallazgo"),
        ("fr", "Droits des migrants : aspects bien développés", "lire le constat"),
    ],
)
def test_comments_are_in_the_language_that_is_asked_for(
    run: Run, quito: Path, language: str, heading: str, hint: str
) -> None:
    """Header, headings and hints can be read by who works in Spanish or French."""
    outcome = run("suggest", quito, "--lang", language, *WORDS)
    assert f"  # {heading}\n" in outcome.stdout
    assert hint in outcome.stdout


def test_file_of_another_name_is_said_to_be_none_of_a_build(
    run: Run, quito: Path, tmp_path: Path
) -> None:
    """A build finds a curation file by its name."""
    outcome = run("suggest", quito, "--out", tmp_path / "mine.yaml", *WORDS)
    assert outcome.returncode == 0
    assert "A build looks for it by the name ecu-quito-2023.yaml" in outcome.stderr


def test_source_that_is_none_is_refused(run: Run, refused: Refused, tmp_path: Path) -> None:
    """A file that is missing, or no profile, is named."""
    refused(run("suggest", tmp_path / "x.txt"), "x.txt: no such file")
    (tmp_path / "y.txt").write_text("Good day.\n")
    refused(run("suggest", tmp_path / "y.txt"), "y.txt:1: no findings")


def test_several_profiles_are_refused(run: Run, refused: Refused) -> None:
    """One file is for one profile."""
    refused(run("suggest", SOURCES_DIR), "3 profiles; expected the texts of one", "Manaus")


def test_place_that_takes_no_file_is_refused(
    run: Run, refused: Refused, quito: Path, tmp_path: Path
) -> None:
    """A folder, and a file in none, are refused before anything is learnt."""
    refused(run("suggest", quito, "--out", tmp_path), f"{tmp_path}: is a folder")
    refused(run("suggest", quito, "--out", tmp_path / "a" / "b.yaml"), "no such folder")


def test_file_of_another_profile_is_refused(
    run: Run, refused: Refused, quito: Path, tmp_path: Path
) -> None:
    """Both profiles are named."""
    out = tmp_path / "bra-manaus-2023.yaml"
    shutil.copy(CURATION_DIR / out.name, out)
    before = out.read_bytes()
    refused(run("suggest", quito, "--out", out), "profile/bra-manaus-2023", QUITO)
    assert out.read_bytes() == before


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("words: Health care", "words: Medical care", ":17: words are 'Medical care in the"),
        ("[access-to-health-care]", "[acces-to-health-care]", "'access-to-health-care'"),
        ("status: suggested", "status: sugested", ":19: status not known"),
        ("well-developed/1\n", "well-developed/7\n", "finding not known"),
        ("findings:", "findings: [", "not YAML"),
    ],
)
def test_defective_file_is_refused_and_untouched(
    run: Run, refused: Refused, quito: Path, tmp_path: Path, old: str, new: str, message: str
) -> None:
    """What a build would refuse is refused here, with file and row."""
    out = tmp_path / "ecu-quito-2023.yaml"
    run("suggest", quito, "--out", out, *WORDS)
    text = out.read_text("utf-8")
    assert old in text
    out.write_text(text.replace(old, new, 1), "utf-8")
    before = out.read_bytes()
    refused(run("suggest", quito, "--out", out, *WORDS), str(out), message)
    assert out.read_bytes() == before
