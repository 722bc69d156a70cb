"""Titles are read whole, wherever their lines end."""

from collections.abc import Callable, Iterator

import pytest

from mgi_graph.model import Country, Language
from mgi_graph.parsing import ParsedProfile, countries
from mgi_graph.parsing.cursor import Cursor, TitleHere
from mgi_graph.parsing.lines import split_lines

Parse = Callable[[str], ParsedProfile]
Problems = Callable[[str], list[str]]

LIST = (
    "Key findings\nPARTNERSHIPS\nExamples of well-developed areas\n• It is part of a network.\n\n"
)
DATE = "\n\n2022 September\n"
EN = "Migration Governance Profile: "
LAST = " — Migration Governance Profile"


def _title(text: str) -> TitleHere | None:
    return Cursor(split_lines(text)).title(0)


@pytest.mark.parametrize(
    ("title", "alpha3"),
    [
        ("Profil de gouvernance des migrations : Ville de Batalo (Guinée\néquatoriale)", "GNQ"),
        ("Profil de gouvernance des migrations : Ville de Batalo, Guinée\néquatoriale", "GNQ"),
        ("Perfil de Governança Migratória: Cidade de Batalo (Guiné\nEquatorial)", "GNQ"),
        (f"{EN}City of Batalo (Guinea\nBissau", "GNB"),
        (f"{EN}City of Batalo (Congo\n(Democratic Republic\nof the))", "COD"),
        (f"{EN}City of Batalo (Dominican\nRepublic)", "DOM"),
        (f"{EN}City of Batalo (Equatorial\nGuinea)", "GNQ"),
        (
            "Profil de gouvernance des migrations : Ville de Batalo (République\ncentrafricaine)",
            "CAF",
        ),
        (f"{EN}City of Batalo (Saint\nVincent and the\nGrenadines)", "VCT"),
        (f"{EN}City of\nBatalo (South\nSudan) | Migration Data Portal", "SSD"),
    ],
)
def test_country_may_be_wrapped(parse: Parse, title: str, alpha3: str) -> None:
    """A title goes on to the end of its country's name, and all its lines are the title's."""
    parsed = parse(LIST + title + DATE)
    place = parsed.profile.place
    assert (place.name, place.country.alpha3) == ("Batalo", alpha3)
    assert parsed.profile.titles[0].text == title.replace("\n", " ")
    lines = [line for line in parsed.lines if line.detail == "title"]
    assert len(lines) == title.count("\n") + 1


@pytest.mark.parametrize(
    ("title", "name", "alpha3"),
    [
        (f"{EN}Guinea\nBissau", "Guinea Bissau", "GNB"),
        ("Migration Governance Profile\nGuinea\nBissau", "Guinea Bissau", "GNB"),
        (f"{EN}Bolivia\n(Plurinational State of)", "Bolivia (Plurinational State of)", "BOL"),
        (f"{EN}Congo\n(Democratic Republic\nof the)", "Congo (Democratic Republic of the)", "COD"),
    ],
)
def test_title_of_a_country_may_be_wrapped(
    parse: Parse, title: str, name: str, alpha3: str
) -> None:
    """The whole name counts where its beginning names a country too."""
    place = parse(LIST + title + DATE).profile.place
    assert (place.kind.value, place.name, place.country.alpha3) == ("country", name, alpha3)


@pytest.mark.parametrize(
    "after",
    [
        "Home",
        "Home | Topics | About",
        "Brazil: data",
        "IOM, Peru",
        "Country: Peru",
        "(Contact us",
        "Migration Data Portal",
    ],
)
@pytest.mark.parametrize(
    "title",
    [f"{EN}City of Batalo (Brazil)", f"{EN}City of Batalo, Brazil", f"{EN}City of Batalo (Brazil"],
)
def test_what_follows_a_country_is_no_part_of_the_title(
    parse: Parse, title: str, after: str
) -> None:
    """A title ends with its country, whatever stands right under it."""
    profile = parse(LIST + f"{title}\n{after}{DATE}").profile
    assert (profile.place.name, profile.place.country.alpha3) == ("Batalo", "BRA")
    assert profile.titles[0].text == title


def _introduced(place: str) -> str:
    return f"Key findings\nINTRODUCTION\n\nThis describes the {place}.\n\n"


@pytest.mark.parametrize("first", [True, False], ids=["title first", "title last"])
@pytest.mark.parametrize(
    ("title", "after", "place", "name"),
    [
        (f"{EN}City of San\nBatalo", "", "City of San Batalo (Malawi)", "San Batalo"),
        (f"{EN}City of San\nBatalo", "Home\nTopics", "City of San Batalo (Malawi)", "San Batalo"),
        (
            f"{EN}\nCity of San Juan\nde Batalo",
            "",
            "City of San Juan de Batalo, Peru",
            "San Juan de Batalo",
        ),
        (f"{EN}City of San", "Home\nTopics", "City of San (Malawi)", "San"),
        (f"{EN}City of San", "Batalo", "City of San, Batalo (Malawi)", "San"),
        (f"{EN}City of\nSan Batalo", "\u00a9 2020 IOM", "municipality, in Malawi", "San Batalo"),
    ],
)
def test_name_of_a_place_may_be_wrapped(
    parse: Parse, title: str, after: str, place: str, name: str, *, first: bool
) -> None:
    """A title without a country goes on as far as the introduction names its place."""
    lines = f"{title}\n{after}{DATE}"
    body = _introduced(place) + LIST
    parsed = parse(lines + body if first else body + lines)
    assert parsed.profile.place.name == name
    assert len([line for line in parsed.lines if line.detail == "title"]) == title.count("\n") + 1


@pytest.mark.parametrize("after", ["Batalo", "Home | Topics", "IOM published this."])
def test_end_of_a_title_in_doubt_is_told(problems: Problems, after: str) -> None:
    """Where nothing tells whether the title goes on, neither reading is taken."""
    body = _introduced("municipality, in Malawi") + LIST
    (problem,) = problems(f"{body}{EN}City of San\n{after}{DATE}")
    line = body.count("\n") + 1
    told = f"end of the title not clear: 'San' may go on with {after!r}; expected"
    assert problem.startswith(f"in/profile.txt:{line}: {told}")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("gap", ["", "\n"], ids=["no gap", "gap"])
@pytest.mark.parametrize("first", [True, False], ids=["title first", "title last"])
@pytest.mark.parametrize(
    ("place", "alpha3"),
    [
        ("Municipality of Romeloko (Democratic Republic of\nthe Congo)", "COD"),
        ("Municipality of Romeloko (Democratic\nRepublic of the Congo)", "COD"),
        ("Municipality of Romeloko (Democratic Republic\nof\nthe Congo)", "COD"),
        ("Municipality of Romeloko (Guinea\nBissau)", "GNB"),
        ("Municipality of Romeloko (South\nSudan)", "SSD"),
    ],
)
def test_title_may_be_wrapped_within_a_country_and_end_with_its_phrase(
    parse: Parse, place: str, alpha3: str, gap: str, line_end: str, *, first: bool
) -> None:
    """The end of such a title may read as the title of another country, and is none."""
    title = f"{place}{LAST}"
    text = f"{title}{DATE}\n{LIST}" if first else f"{LIST.rstrip()}\n{gap}{title}{DATE}"
    parsed = parse(text.replace("\n", line_end))
    found = parsed.profile.place
    assert (found.legal_form, found.name) == ("Municipality", "Romeloko")
    assert found.country.alpha3 == alpha3
    assert parsed.profile.titles[0].text == title.replace("\n", " ")
    assert [finding.statements[0].text for finding in parsed.profile.findings] == [
        "It is part of a network."
    ]


def test_title_that_may_begin_in_an_unfinished_finding_is_told(problems: Problems) -> None:
    """Where a finding goes on above such a title, what belongs to which is not guessed."""
    lists = LIST.rstrip().removesuffix(".")
    title = f"City of Batalo (Democratic Republic of\nthe Congo){LAST}"
    (problem,) = problems(f"{lists}\n{title}{DATE}")
    told = f"beginning of the title not clear: {title.partition(chr(10))[2]!r} may begin in"
    assert problem.startswith(f"in/profile.txt:6: {told}")


def test_title_of_a_country_may_stand_under_an_unfinished_finding(parse: Parse) -> None:
    """A finding that ends with no country leaves nothing open."""
    profile = parse(f"{LIST.rstrip().removesuffix('.')}\nKenya{LAST}{DATE}").profile
    assert profile.place.country.alpha3 == "KEN"
    assert profile.findings[0].statements[0].text == "It is part of a network"


def test_sentence_above_a_wrapped_title_is_part_of_its_finding(parse: Parse) -> None:
    """A title begins on its own line, whatever stands right above it."""
    lists = f"{LIST.rstrip()}\nIt has grown.\n"
    title = f"{EN}City of\nBatalo (Peru)"
    profile = parse(f"{lists}{title}{DATE}").profile
    assert profile.titles[0].text == title.replace("\n", " ")
    assert profile.findings[0].statements[0].text == "It is part of a network. It has grown."


def test_line_of_a_menu_above_a_wrapped_title_is_none_of_it(parse: Parse) -> None:
    """What says nothing of the place is no beginning of a title."""
    title = f"Second {EN}City of\nBatalo (Peru)"
    parsed = parse(f"Home\nTopics\n{title}{DATE}\n{LIST}")
    assert parsed.profile.titles[0].text == title.replace("\n", " ")
    assert [line.number for line in parsed.lines if line.detail == "title"] == [3, 4]


def test_number_of_an_edition_may_stand_above_its_title(parse: Parse) -> None:
    """A word that goes with the phrase of a title belongs to it, on whatever line."""
    title = f"Second\n{EN}City of\nBatalo (Peru)"
    profile = parse(f"{title}{DATE}\n{LIST}").profile
    assert profile.titles[0].text == title.replace("\n", " ")


def test_date_may_stand_right_above_a_wrapped_title(parse: Parse) -> None:
    """A date ends nothing but its own line."""
    title = "Migration Governance Profile – District of\nBatalo (Malawi)"
    profile = parse(f"{LIST}Published in December 2024\n{title}\n").profile
    assert (str(profile.issued), profile.place.name) == ("2024-12", "Batalo")


@pytest.mark.parametrize(
    "above", ["Published in December 2024", "12/2024", "Partnerships", "7", "-----"]
)
def test_line_that_says_something_else_begins_no_title(parse: Parse, above: str) -> None:
    """A date, a heading or a number right above a wrapped title is no part of it."""
    title = "Migration Governance Profile – District of\nBatalo (Malawi)"
    profile = parse(f"{above}\n{title}\n\nDecember 2024\n\n{LIST}").profile
    assert (profile.place.name, profile.place.country.alpha3) == ("Batalo", "MWI")
    assert profile.titles[0].text == title.replace("\n", " ")


def _names() -> Iterator[tuple[str, Country]]:
    known = countries._countries()
    for language in Language:
        for code, name in countries._territories(language).items():
            if code in known:
                yield name, known[code]


@pytest.mark.parametrize(
    "written",
    [
        f"{EN}City of Batalo (<>)",
        f"{EN}City of Batalo, <>",
        f"{EN}<>",
        f"City of Batalo (<>){LAST}",
        f"City of Batalo, <>{LAST}",
        f"<>{LAST}",
    ],
)
def test_no_country_becomes_another_when_its_name_is_wrapped(written: str) -> None:
    """At whatever space a line ends, the country is the one that is named on one line."""
    cases = [
        (written.replace("<>", name[:at] + "\n" + name[at + 1 :]), country)
        for name, country in _names()
        for at, each in enumerate(name)
        if each == " "
    ]
    assert len(cases) > 400
    wrong = []
    for text, country in cases:
        here = _title(text)
        if here is None or here.length != 2 or here.reading.place.country != country:
            wrong.append(text)
    assert wrong == []
