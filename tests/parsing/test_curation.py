"""Curated findings are read with their lines, and each defect of a row is reported."""

import pytest

from mgi_graph.assets import CURATION_DIR
from mgi_graph.model import (
    CuratedFinding,
    CuratedMention,
    CuratedPeriod,
    CuratedRelation,
    CuratedYear,
    RelationProperty,
    ReviewStatus,
    Suggestion,
    Thing,
    ThingClass,
    YearProperty,
)
from mgi_graph.parsing import read_curation
from tests.parsing.defects import DATA, Defect, Write, messages, read_defects

FIRST = "https://w3id.org/mgi-graph/id/finding/col-medellin-2022/partnerships/well-developed/1"
SECOND = f"{FIRST[:-1]}2"

GOOD = (DATA / "findings.yaml").read_text(encoding="utf-8")


def test_findings_are_read_with_their_lines(write: Write) -> None:
    """Each row has its finding, its words, its indicators and its line."""
    path = write(GOOD)
    curation = read_curation(path)
    assert curation.path == path
    assert curation.profile == "https://w3id.org/mgi-graph/id/profile/col-medellin-2022"
    assert [each.line for each in curation.findings] == [4, 8]
    assert curation.findings[0] == CuratedFinding(
        FIRST, "In 2021 and 2022, the", ("academia", "policy-making"), 4, mentions=()
    )
    second = curation.findings[1]
    assert (second.finding, second.words) == (SECOND, "Medellin is part of")
    assert second.indicators == ("city-networks",)
    assert second.groups == ("refugees", "women")


def test_suggestion_is_read(write: Write) -> None:
    """What a method proposed is read with its reasons."""
    second = read_curation(write(GOOD)).findings[1]
    assert second.status is ReviewStatus.SUGGESTED
    assert second.suggestion == Suggestion(
        indicator="city-networks",
        confidence=0.93,
        method="use+e5",
        words=("part", "network"),
        label="City networks",
        similar=(FIRST,),
        otherwise=("academia",),
    )


def test_entries_of_a_row_are_read(write: Write) -> None:
    """Names, relations, years and periods are read, the white space of texts made single."""
    second = read_curation(write(GOOD)).findings[1]
    suggested = ReviewStatus.SUGGESTED
    office = "col-medellin-mayors-office"
    assert second.mentions == (
        CuratedMention("Mayor's Office", office, 22),
        CuratedMention("the Office", office, 24, 2, False, "es", suggested),
    )
    assert second.relations == (
        CuratedRelation(
            "col-medellin",
            RelationProperty.IS_MEMBER_OF,
            "is part of",
            26,
            object="mercociudades",
            through="iom",
        ),
        CuratedRelation(
            office,
            RelationProperty.RESPONSIBILITY,
            "is responsible for",
            27,
            words="order, and peace",
            status=ReviewStatus.CHANGED,
        ),
    )
    assert second.years == (
        CuratedYear(2021, YearProperty.START_YEAR, "since 2021", 30),
        CuratedYear(2016, YearProperty.ADOPTION_YEAR, "(2016)", 32, "a-plan"),
    )
    assert second.periods == (CuratedPeriod(2015, 2030, "a-plan", "(2015-2030)", 31, 1),)


def test_things_of_one_profile_are_read(write: Write) -> None:
    """A profile's own things stand in its file; a suggested one may have no kind yet."""
    labels = {"en": "A Plan", "es": "A Plan", "fr": "A Plan"}
    expected = Thing(
        "a-plan",
        ThingClass.POLICY_INSTRUMENT,
        "",
        ("col-medellin",),
        (),
        labels,
        34,
        status=ReviewStatus.SUGGESTED,
    )
    assert read_curation(write(GOOD)).things == (expected,)


def test_row_without_mentions_is_not_read_for_names(write: Write) -> None:
    """An absent key differs from an empty list, which says that nothing is named."""
    curation = read_curation(write(GOOD.replace("    mentions: []\n", "")))
    assert curation.findings[0].mentions is None
    assert curation.findings[0].status is ReviewStatus.CONFIRMED


@pytest.mark.parametrize(
    ("status", "indicators", "expected"),
    [
        ("suggested", "[city-networks]", "suggested"),
        ("suggested", "[academia]", "changed"),
        ("suggested", "[city-networks, academia]", "changed"),
        ("open", "[]", "open"),
        ("open", "[city-networks]", "changed"),
        ("confirmed", "[academia]", "confirmed"),
        ("changed", "[city-networks]", "changed"),
    ],
)
def test_row_that_a_person_changed_counts_as_changed(
    write: Write, status: str, indicators: str, expected: str
) -> None:
    """Indicators that are not the proposed ones were chosen by a person who left the status."""
    text = GOOD.replace("status: suggested", f"status: {status}", 1)
    text = text.replace("indicators:\n      - city-networks\n", f"indicators: {indicators}\n")
    assert read_curation(write(text)).findings[1].status.value == expected


def test_real_files_are_read() -> None:
    """The files of the three profiles cover each of the 105 findings."""
    counts = {
        path.stem: len(read_curation(path).findings)
        for path in CURATION_DIR.glob("*.yaml")
        if path.stem != "things"
    }
    assert counts == {"bra-manaus-2023": 36, "chl-monte-patria-2024": 34, "col-medellin-2022": 35}


def test_each_entry_of_the_real_files_is_read() -> None:
    """As many mentions, relations, years and periods are read as lines of the files have them."""
    for path in CURATION_DIR.glob("*-*.yaml"):
        lines = path.read_text(encoding="utf-8").splitlines()
        findings = read_curation(path).findings
        for begin, read in (
            ("- {text: ", [entry.line for row in findings for entry in row.mentions or ()]),
            ("- {subject: ", [entry.line for row in findings for entry in row.relations]),
            ("- {year: ", [entry.line for row in findings for entry in row.years]),
            ("- {period: ", [entry.line for row in findings for entry in row.periods]),
        ):
            assert read == [
                number for number, line in enumerate(lines, 1) if line.lstrip().startswith(begin)
            ]


@pytest.mark.parametrize("defect", read_defects("findings", "entries"))
def test_defect_is_reported_with_its_line(write: Write, defect: Defect) -> None:
    """What is wrong in a file is a curation error with file, line and what was expected."""
    found = messages(read_curation, write(defect.apply(GOOD)))
    assert defect.is_among(found), found


def test_every_defect_of_a_file_is_reported(write: Write) -> None:
    """One reading shows all the defects, in the order of their lines."""
    text = GOOD.replace("    words:", "    word:", 1).replace("0.93", "7").replace("name:", "nam:")
    assert messages(read_curation, write(text)) == [
        (4, "key 'words' is missing in a finding; expected 'finding', 'words', 'indicators'"),
        (5, "key not known: 'word'; did you mean 'words'?"),
        (15, "confidence is '7'; expected a number from 0 to 1"),
        (24, "key not known: 'nam'; did you mean 'name'?"),
    ]


def test_wrong_status_is_the_only_defect_of_its_row(write: Write) -> None:
    """A status that is not known is no reason to ask for indicators or a suggestion."""
    text = GOOD.replace("status: suggested", "status: opened", 1)
    text = text.replace("indicators:\n      - city-networks\n", "indicators: []\n")
    assert messages(read_curation, write(text)) == [
        (10, "status not known: 'opened'; did you mean 'open'?")
    ]


def test_finding_twice_on_one_line_is_reported(write: Write) -> None:
    """Two rows are two decisions even where they stand on one line."""
    row = f"{{finding: '{FIRST}', words: In, indicators: [academia]}}"
    text = f"profile: x\nfindings: [{row}, {row}]\n"
    expected = f"two decisions for one link: finding '{FIRST}' stands on line 2 already"
    assert messages(read_curation, write(text)) == [(2, f"{expected}; expected once")]
