"""Test that a curation file keeps all that people wrote when proposals are put into it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from mgi_graph.errors import MgiGraphError
from mgi_graph.model import (
    CuratedMention,
    CuratedYear,
    Profile,
    ReviewStatus,
    YearProperty,
)
from tests.pipeline.proposals import (
    COUNCIL,
    IRI,
    NAME,
    Write,
    parse_quito,
    propose,
    read_text,
    update,
    write_fresh,
)


@pytest.fixture(scope="module")
def quito() -> Profile:
    """Return a small profile: six domains with a finding in each list."""
    return parse_quito()


@pytest.fixture
def read(tmp_path: Path) -> Write:
    """Give a function that reads a text as a curation file."""
    return lambda text: read_text(text, tmp_path / f"{NAME}.yaml")


def _decide(text: str, number: int, status: str = "confirmed") -> str:
    parts = re.split(r"(?<=    status: )(?:suggested|open[^\n]*)", text)
    statuses = re.findall(r"(?<=    status: )(?:suggested|open[^\n]*)", text)
    statuses[number] = status
    return "".join(f"{part}{end}" for part, end in zip(parts, [*statuses, ""], strict=True))


def test_new_file_is_read_as_it_was_meant(quito: Profile, read: Write) -> None:
    """What is proposed comes back from the file, in the order of the source."""
    rows = propose(quito, f3=("migration-data", 0.4))
    curation = read(write_fresh(rows, [COUNCIL]))
    assert curation.profile == IRI
    assert [replace(row, line=0) for row in curation.findings] == [each.row for each in rows]
    assert [replace(thing, line=0) for thing in curation.things] == [COUNCIL]


def test_new_file_shows_statements_and_headings(quito: Profile) -> None:
    """Over each row stands its finding, over each list its heading, and an open row says so."""
    lines = write_fresh(propose(quito, f5=("academia", 0.3))).splitlines()
    heading = lines.index("  # Partnerships: areas for development")
    assert lines[heading + 1 : heading + 9] == [
        "",
        "  # The city is in no network of cities for migration.",
        f"  - finding: https://w3id.org/mgi-graph/id/finding/{NAME}/partnerships/for-development/1",
        "    words: The city is in no network of cities",
        "    status: open  # not sure enough; read the finding and choose",
        "    indicators: []",
        "    suggestion:",
        "      indicator: academia",
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("ending", ["", "\n", "\n\n# the end"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_file_is_left_as_it_is_where_nothing_is_new(
    quito: Profile, read: Write, newline: str, ending: str, mark: str
) -> None:
    """Line ends, a byte order mark and a missing last line end stay."""
    rows = propose(quito, f2=("migration-data", 0.4))
    text = (mark + write_fresh(rows, [COUNCIL]).rstrip("\n") + ending).replace("\n", newline)
    assert update(text, rows, read) == text


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_undecided_row_is_proposed_anew(quito: Profile, read: Write, newline: str) -> None:
    """Its status, indicators and suggestion change; nothing else in the file does."""
    before = write_fresh(propose(quito)).replace("\n", newline)
    rows = propose(quito, f4=("academia", 0.75))
    after = update(before, rows, read)
    assert after == write_fresh(rows).replace("\n", newline)


def test_row_becomes_open_and_suggested_again(quito: Profile, read: Write) -> None:
    """The comment on an open row comes and goes with its status."""
    sure, unsure = propose(quito), propose(quito, f4=("academia", 0.2))
    assert update(write_fresh(sure), unsure, read) == write_fresh(unsure)
    assert update(write_fresh(unsure), sure, read) == write_fresh(sure)


@pytest.mark.parametrize("status", ["confirmed", "changed", "confirmed  # by me", '"confirmed"'])
def test_decision_is_kept_to_the_byte(quito: Profile, read: Write, status: str) -> None:
    """A row that a person decided on keeps even what the tool once said."""
    text = _decide(write_fresh(propose(quito)), 4, status)
    others = propose(quito, f4=("academia", 0.75))
    assert update(text, others, read) == text


def test_row_without_a_status_is_a_decision(quito: Profile, read: Write) -> None:
    """People need not write the status of what they decided."""
    text = write_fresh(propose(quito)).replace("    status: suggested\n", "", 1)
    assert update(text, propose(quito, f0=("academia", 0.9)), read) == text


@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_other_indicators_make_a_row_changed(quito: Profile, read: Write, quote: str) -> None:
    """Who puts in another indicator and leaves the status has decided."""
    text = write_fresh(propose(quito)).replace(
        "status: suggested\n    indicators: [housing]",
        f"status: {quote}suggested{quote}  # hm\n    indicators: [academia, housing]",
        1,
    )
    expected = text.replace(f"{quote}suggested{quote}", f"{quote}changed{quote}", 1)
    assert update(text, propose(quito), read) == expected


def test_filled_in_open_row_is_changed(quito: Profile, read: Write) -> None:
    """The comment that it was open goes."""
    rows = propose(quito, f0=("academia", 0.2))
    text = write_fresh(rows).replace("indicators: []", "indicators: [academia]")
    after = update(text, rows, read)
    assert "status: open" not in after.partition("findings:")[2]
    assert read(after).findings[0].status is ReviewStatus.CHANGED
    assert read(after).findings[0].indicators == ("academia",)


def test_names_go_only_where_nobody_has_read(quito: Profile, read: Write) -> None:
    """Names come into rows without mentions, decided or not; groups only into undecided ones."""
    text = _decide(write_fresh(propose(quito)), 1)
    text = text.replace("    status: confirmed\n", "    status: confirmed\n    mentions: []\n")
    text = _decide(text, 1)
    mention = CuratedMention("city", COUNCIL.slug, 0, status=ReviewStatus.SUGGESTED)
    year = CuratedYear(2022, YearProperty.YEAR, "2022", 0, status=ReviewStatus.SUGGESTED)
    rows = [
        replace(each, row=replace(each.row, mentions=(mention,), groups=("women",), years=(year,)))
        for each in propose(quito)
    ]
    after = read(update(text, rows, read, [COUNCIL]))
    named = [
        tuple(each.thing for each in row.mentions) if row.mentions is not None else None
        for row in after.findings
    ]
    council = (COUNCIL.slug,)
    assert named == [council, (), council, *[council] * 9]
    assert [row.groups for row in after.findings[:4]] == [("women",), (), (), ("women",)]
    assert [len(row.years) for row in after.findings[:4]] == [1, 0, 1, 1]
    assert [thing.slug for thing in after.things] == [COUNCIL.slug]
    text = update(text, rows, read, [COUNCIL])
    assert update(text, rows, read, [COUNCIL]) == text


def test_thing_is_added_only_where_it_is_named(quito: Profile, read: Write) -> None:
    """A thing that a person took out of the file does not come back."""
    text = write_fresh(propose(quito))
    assert update(text, propose(quito), read, [COUNCIL]) == text


@pytest.mark.parametrize("missing", [[0], [3], [11], [0, 1], [4, 5, 6]])
@pytest.mark.parametrize("with_heading", [False, True])
def test_missing_rows_come_to_their_places(
    quito: Profile, read: Write, missing: list[int], *, with_heading: bool
) -> None:
    """Rows are added in the order of the source, under the headings of their lists."""
    rows = propose(quito)
    blocks = re.split(r"\n\n(?=  # )", write_fresh(rows).rstrip("\n"))
    head, pairs = blocks[0], list(zip(blocks[1::2], blocks[2::2], strict=True))
    kept = [head]
    for number, (heading, row) in enumerate(pairs):
        if number not in missing:
            kept += [heading, row]
        elif with_heading:
            kept.append(heading)
    text = "\n\n".join(kept) + "\n"
    after = update(text, rows, read)
    assert [row.finding for row in read(after).findings] == [each.row.finding for each in rows]
    lines = [line for line in after.splitlines() if line]
    assert lines == [line for line in write_fresh(rows).splitlines() if line]


@pytest.mark.parametrize("empty", ["findings: []", "findings: [ ]  # none yet", "findings: [\n]"])
def test_empty_list_is_filled(quito: Profile, read: Write, empty: str) -> None:
    """Who has begun a file with nothing but its profile gets all the rows."""
    rows = propose(quito)
    text = f"# mine\nprofile: {IRI}\n{empty}\nthings: []\n"
    after = update(text, rows, read)
    assert [replace(row, line=0) for row in read(after).findings] == [each.row for each in rows]
    assert after.startswith(f"# mine\nprofile: {IRI}\nfindings:")
    assert after.endswith("\nthings: []\n")


FLOW = [
    pytest.param("findings:\n", True, id="rows in braces"),
    pytest.param("findings: [\n", False, id="list in brackets"),
]


@pytest.mark.parametrize(("opening", "dashes"), FLOW)
def test_rows_in_braces_are_updated(
    quito: Profile, read: Write, opening: str, *, dashes: bool
) -> None:
    """A file that another tool wrote in flow style takes proposals too."""
    rows = propose(quito)
    flow = [
        yaml.safe_dump(each, default_flow_style=True, width=10_000).strip()
        for each in yaml.safe_load(write_fresh(rows[:6]))["findings"]
    ]
    body = "".join(f"- {each}  # c\n" if dashes else f"  {each},  # c\n" for each in flow)
    text = f"profile: {IRI}\n{opening}{body}" + ("" if dashes else "]\n")
    mention = CuratedMention("city", COUNCIL.slug, 0, status=ReviewStatus.SUGGESTED)
    wanted = propose(quito, f1=("academia", 0.7), f2=("academia", 0.2))
    wanted[0] = replace(wanted[0], row=replace(wanted[0].row, mentions=(mention,)))
    after = update(text, wanted, read, [COUNCIL])
    assert [replace(row, line=0, mentions=None) for row in read(after).findings] == [
        replace(each.row, mentions=None) for each in wanted
    ]
    assert after.count("# c\n") == 6
    assert update(after, wanted, read, [COUNCIL]) == after


def test_comments_within_what_is_replaced_are_kept(quito: Profile, read: Write) -> None:
    """A note that a person left inside a suggestion comes before the new one."""
    text = (
        write_fresh(propose(quito))
        .replace("      method: words\n", "      # really?\n      method: words  # no\n", 1)
        .replace(
            "    indicators: [housing]\n",
            "    indicators:  # a\n      # b\n      - housing  # c\n",
            1,
        )
    )
    after = update(text, propose(quito, f0=("academia", 0.2)), read)
    for note in ("# really?", "# no", "# a", "# b", "# c"):
        assert note in after
    assert read(after).findings[0].indicators == ()


def test_every_text_that_is_read_can_be_updated(quito: Profile, read: Write) -> None:
    """Rows in every style of YAML are either refused by reading or updated."""
    rows = propose(quito)
    loaded = yaml.safe_load(write_fresh(rows[:3]))
    for style in (None, True, False):
        for width in (20, 1000):
            text = yaml.safe_dump(loaded, default_flow_style=style, width=width)
            try:
                read(text)
            except MgiGraphError:
                continue
            after = update(text, propose(quito, f1=("academia", 0.3)), read)
            assert len(read(after).findings) == 12


@pytest.mark.parametrize("style", ["|", ">-"])
def test_status_in_a_block_is_set_anew(quito: Profile, read: Write, style: str) -> None:
    """The lines after it stay lines."""
    text = write_fresh(propose(quito)).replace(
        "status: suggested\n", f"status: {style}\n      suggested\n", 1
    )
    wanted = propose(quito, f0=("academia", 0.1))
    assert update(text, propose(quito), read) == text
    assert read(update(text, wanted, read)).findings[0].status is ReviewStatus.OPEN


def test_empty_list_in_braces_is_filled(quito: Profile, read: Write) -> None:
    """The rows of every list of the profile come into its brackets."""
    text = f'{{"profile": "{IRI}", "findings": []}}\n'
    rows = propose(quito)
    assert len(read(update(text, rows, read)).findings) == len(rows)
