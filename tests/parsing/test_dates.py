"""Date lines are read in five languages, in either order."""

import pytest

from mgi_graph.parsing.dates import read_date


@pytest.mark.parametrize(
    "line",
    [
        "2022 Septembre",
        "2022 September",
        "Septembre 2022",
        "September 2022",
        "septiembre de 2022",
        "setiembre del 2022",
        "Setembro de 2022",
        "SETEMBRO 2022",
        "2022 septiembre",
        "September, 2022",
        "Sept. 2022",
        "2022 sept.",
        "set. 2022",
        "2022\u00a0Septembre",
        "2022-09",
        "2022/9",
        "2022.09",
        "09/2022",
        "9-2022",
        "2022-09-15",
        "15/09/2022",
        "15 September 2022",
        "September 15, 2022",
        "le 1er septembre 2022",
        "15 de septiembre de 2022",
        "(September 2022)",
        "September 2022:",
        "2022 – Septembre",
        "Published in September 2022",
        "Fecha de publicación: septiembre de 2022",
        "Publié en septembre 2022",
        "Publicado em setembro de 2022",
    ],
)
def test_date_line_gives_its_month(line: str) -> None:
    """Month and year are found whatever stands with them."""
    reading = read_date(line)
    assert reading is not None
    assert (str(reading.value), reading.problem) == ("2022-09", "")


@pytest.mark.parametrize(
    ("names", "number"),
    [
        ("January enero janvier janeiro Januar Jan. ene. janv.", 1),
        ("February febrero février fevereiro Februar Feb. févr. fev.", 2),
        ("March marzo mars março März mar.", 3),
        ("April abril avril Avr. abr.", 4),
        ("May mayo mai maio", 5),
        ("June junio juin junho Juni jun.", 6),
        ("July julio juillet julho Juli juil. jul.", 7),
        ("August agosto août aout ago. Aug.", 8),
        ("September septiembre setiembre septembre setembro sept. set.", 9),
        ("October octubre octobre outubro Oktober oct. out. Okt.", 10),
        ("November noviembre novembre novembro nov.", 11),
        ("December diciembre décembre dezembro Dezember dic. déc. dez.", 12),
    ],
)
def test_month_is_known_by_its_names(names: str, number: int) -> None:
    """Each month is known in English, Spanish, French, Portuguese and German."""
    for name in names.split():
        for line in (f"2024 {name}", f"{name.upper()} 2024"):
            reading = read_date(line)
            assert reading is not None
            assert reading.value is not None
            assert reading.value.month == number


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("2022-13", "month not known: '13'; expected 1 to 12"),
        ("00/2022", "month not known: '00'; expected 1 to 12"),
        ("2022 Septembr", "month not known: 'Septembr'; did you mean 'septembre'?"),
        ("May 1999", "year not plausible: '1999'; expected 2015 to 2099"),
        ("2200-01", "year not plausible: '2200'; expected 2015 to 2099"),
        ("2023a Octobre", "year not known: '2023a'; expected four digits"),
        ("September 22", "year not known: '22'; expected four digits"),
        ("2022", "date without a month: '2022'; expected a month and a year"),
    ],
)
def test_implausible_date_says_what_is_wrong(line: str, problem: str) -> None:
    """A line that is a date and cannot be right is no silent failure."""
    reading = read_date(line)
    assert reading is not None
    assert (reading.value, reading.problem) == (None, problem)


@pytest.mark.parametrize(
    "line",
    [
        "In September 2022 the city joined the network",
        "Plan 2022",
        "Agenda 2030",
        "2022 Plan",
        "1",
        "May",
        "2021-2022",
        "2020-2023 (2020)",
        "",
    ],
)
def test_other_lines_are_no_dates(line: str) -> None:
    """A line that holds anything but a date is none."""
    assert read_date(line) is None
