"""What is wrong in a source is reported with its line and what was expected."""

import re
from collections.abc import Callable

import pytest

Problems = Callable[[str], list[str]]

MARKER = "Areas with potential for further development:"
WELL_DEVELOPED = "Migration governance: Examples of well-developed areas"
TITLE = "Migration Governance Profile: District of Medellin"


def _replaced(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


def _appended(tail: str) -> Callable[[str], str]:
    return lambda text: text + tail


@pytest.mark.parametrize(
    ("change", "line", "problem"),
    [
        pytest.param(
            _replaced("PARTNERSHIPS", "PARTNERSHPS"),
            96,
            "heading not known: 'PARTNERSHPS'; did you mean 'PARTNERSHIPS'?",
            id="misspelt heading",
        ),
        pytest.param(
            _replaced("PARTNERSHIPS", "BORDERS AND VISAS"),
            96,
            "heading not known: 'BORDERS AND VISAS'; expected one of the six domains",
            id="unknown heading",
        ),
        pytest.param(
            _replaced("INTRODUCTION", "INTRODUCTON"),
            56,
            "heading not known: 'INTRODUCTON'; did you mean 'INTRODUCTION'?",
            id="misspelt heading of the introduction",
        ),
        pytest.param(
            _replaced("1\nKey findings\nPARTNERSHIPS", "Partnershps"),
            94,
            "heading not known: 'Partnershps'; did you mean 'Partnerships'?",
            id="misspelt heading with no opener",
        ),
        pytest.param(
            _replaced("Key findings\nPARTNERSHIPS", "Key findngs\nPARTNERSHIPS"),
            95,
            "line not known: 'Key findngs'; did you mean 'Key findings'?",
            id="misspelt opener",
        ),
        pytest.param(
            _replaced("Key findings\nINTRODUCTION", "Key findngs\nINTRODUCTION"),
            55,
            "line not known: 'Key findngs'; did you mean 'Key findings'?",
            id="misspelt first opener",
        ),
        pytest.param(
            _replaced(MARKER, "Areas with potental for further development:"),
            75,
            f"did you mean '{MARKER[:-1]}'?",
            id="misspelt marker",
        ),
        pytest.param(
            _replaced(f"\n\n{MARKER}", "\nAreas with potental for further development:"),
            74,
            f"did you mean '{MARKER[:-1]}'?",
            id="misspelt marker right under a finding",
        ),
        pytest.param(
            _replaced(f"migrants.\n\n{MARKER}", "migrants\nAreas with potental for develpment"),
            74,
            "marker not known: 'Areas with potental for develpment'; did you mean 'Areas with",
            id="misspelt marker right under a finding without a full stop",
        ),
        pytest.param(
            _replaced(MARKER, "Things to be done"),
            75,
            "marker not known: 'Things to be done'; expected 'Examples of well-developed areas' or",
            id="unknown marker",
        ),
        pytest.param(
            _replaced(f"\n\n{MARKER}", "\nThings to be done:"),
            74,
            "marker not known: 'Things to be done:'",
            id="unknown marker right under a finding",
        ),
        pytest.param(
            _replaced("\n\nMigration governance", "\n  • A finding.\nMigration governance"),
            67,
            "finding outside a list: '• A finding.'",
            id="finding under a heading",
        ),
        pytest.param(
            _replaced("IOM member states.\n", "IOM member states.\n\n  • A finding.\n"),
            64,
            "finding outside a list: '• A finding.'",
            id="finding in the introduction",
        ),
        pytest.param(
            _appended("\n\n• A finding.\n"),
            158,
            "finding outside a list: '• A finding.'",
            id="finding after the title",
        ),
        pytest.param(
            _replaced("Key findings\nPARTNERSHIPS\n", "Key findings\n"),
            97,
            f"list outside a domain: '{WELL_DEVELOPED}'",
            id="list with no heading",
        ),
        pytest.param(
            _replaced(
                "IOM member states.\n", f"IOM member states.\n\n{MARKER}\n\n  • A finding.\n"
            ),
            64,
            f"list outside a domain: '{MARKER}'",
            id="list in the introduction",
        ),
        pytest.param(
            _replaced("PARTNERSHIPS", "Migrants' rights"),
            96,
            'same domain twice: "Migrants\' rights" (migrants-rights) stands on line 66 already',
            id="domain twice",
        ),
        pytest.param(
            _replaced(MARKER, WELL_DEVELOPED),
            75,
            "(well-developed of migrants-rights) stands on line 68 already; expected each list",
            id="list twice",
        ),
        pytest.param(
            _replaced(
                "Key findings\nMIGRANTS", "Key findings\nIntroduction\n\n1\nKey findings\nMIGRANTS"
            ),
            66,
            "second introduction: 'Introduction' stands on line 56 already",
            id="introduction twice",
        ),
        pytest.param(
            _replaced("  • Municipal officials in the", "  •\n  • Municipal officials in the"),
            86,
            "finding without text: '•'",
            id="bullet alone",
        ),
        pytest.param(
            _replaced(f"\n\n{MARKER}", f"\n\nSee the annex.\nIt is long.\n\n{MARKER}"),
            75,
            "line fits nowhere: 'See the annex.'; expected a finding with a bullet before it",
            id="paragraph in a list",
        ),
        pytest.param(
            _replaced(f"\n\n{MARKER}", f"\n1\n\n{MARKER}"),
            74,
            "line fits nowhere: '1'",
            id="number alone",
        ),
        pytest.param(
            _replaced("receive training in cultural", "receive training in\n12\n\fcultural"),
            87,
            "page number within a sentence: '12'; expected none; take the line out",
            id="page number in a finding",
        ),
        pytest.param(
            _replaced(TITLE, ""),
            154,
            "no title; expected a line such as 'Migration Governance Profile: City of",
            id="no title",
        ),
        pytest.param(
            _replaced(TITLE, "Migration Governence Profile: District of Medellin"),
            156,
            "did you mean 'Migration Governance Profile'?",
            id="misspelt title",
        ),
        pytest.param(
            _appended("\nMigration Governance Profile: City of Cali (Colombia)\n"),
            157,
            f"differs from '{TITLE}' on line 156",
            id="two titles",
        ),
        pytest.param(
            _replaced("2022 Septembre", ""),
            156,
            "no date; expected a line with month and year such as '2022 September'",
            id="no date",
        ),
        pytest.param(
            _appended("\n2023 Octobre\n"),
            157,
            "second date: '2023-10' differs from 2022-09 on line 154",
            id="two dates",
        ),
        pytest.param(
            _replaced("2022 Septembre", "2022 Septembr"),
            154,
            "month not known: 'Septembr'; did you mean 'septembre'?",
            id="misspelt month",
        ),
        pytest.param(
            _replaced("2022 Septembre", "202 Septembre"),
            154,
            "year not known: '202'; expected four digits",
            id="misspelt year",
        ),
        pytest.param(
            _replaced("2022 Septembre", "2022-13"),
            154,
            "month not known: '13'; expected 1 to 12",
            id="month 13",
        ),
        pytest.param(
            _replaced("2022 Septembre", "Septembre 1922"),
            154,
            "year not plausible: '1922'; expected 2015 to 2099",
            id="year long ago",
        ),
        pytest.param(
            _replaced("2022 Septembre", "2022"),
            154,
            "date without a month: '2022'",
            id="year alone",
        ),
        pytest.param(
            _replaced(TITLE, f"{TITLE} (Lilliput)"),
            156,
            "country not known: 'Lilliput'; expected a country of ISO 3166-1",
            id="unknown country",
        ),
        pytest.param(
            _replaced(TITLE, f"{TITLE} (Colmbia)"),
            156,
            "country not known: 'Colmbia'; did you mean 'Colombia'?",
            id="misspelt country",
        ),
        pytest.param(
            _replaced("District of Medellín (Colombia)", "District of Medellín"),
            156,
            "neither the title nor the introduction tells that of 'Medellin'",
            id="no country anywhere",
        ),
        pytest.param(
            _replaced("District of Medellín (Colombia)", "cities of Chile and Peru"),
            156,
            "neither the title nor the introduction tells that of 'Medellin'",
            id="several countries in the introduction",
        ),
    ],
)
def test_defect_is_the_one_error_with_its_line(
    problems: Problems, medellin: str, change: Callable[[str], str], line: int, problem: str
) -> None:
    """One defect gives one message: file, line, what is wrong, what was expected."""
    (message,) = problems(change(medellin))
    assert message.startswith(f"in/profile.txt:{line}: ")
    assert problem in message


def test_text_that_is_no_profile_has_no_findings(problems: Problems) -> None:
    """A text without blocks gives one message."""
    (message,) = problems("Some text\n\nand more of it\n")
    assert message.startswith("in/profile.txt:3: no findings; expected blocks that begin with 'Key")


def test_profile_without_findings_is_an_error(problems: Problems, medellin: str) -> None:
    """A source with title, date and headings alone has no findings."""
    text = re.sub(r"^  • .*\n", "", medellin, flags=re.MULTILINE)
    (message,) = problems(text)
    assert ": no findings; " in message


def test_all_defects_are_reported_in_one_run(problems: Problems, manaus: str) -> None:
    """Several defects give several messages in the order of their lines."""
    text = manaus.replace("PARTNERSHIPS", "PARTNERSHPS").replace("2023 Octobre", "")
    text = text.replace("WELL-BEING OF MIGRANTS", "Migrants rights")
    text = text.replace("(Brazil)\n", "(Brazl)\n").removesuffix("(Brazil)") + "(Brazl)"
    expected = [
        "in/profile.txt:96: heading not known: 'PARTNERSHPS'",
        "in/profile.txt:111: same domain twice: 'Migrants rights' (migrants-rights)",
        "in/profile.txt:157: country not known: 'Brazl'",
        "in/profile.txt:157: no date",
    ]
    for message, start in zip(problems(text), expected, strict=True):
        assert message.startswith(start)
