"""Read the line that dates a profile."""

import difflib
import re
from dataclasses import dataclass
from functools import lru_cache

from mgi_graph.model import Language, YearMonth, fold_name
from mgi_graph.parsing.tables import expand_all, load_table
from mgi_graph.parsing.words import PhraseTable, Word, split_words

_LONGEST_LINE = 60
_MOST_WORDS = 3
"""A day, a month and a year, the words that link them left aside."""

_NUMERIC = re.compile(
    r"""(?P<year>\d{4}) \s*[-/.]\s* (?P<month>\d{1,2}) (?: \s*[-/.]\s* \d{1,2} )?
    | (?: \d{1,2} \s*[-/.]\s* )? (?P<month_first>\d{1,2}) \s*[-/.]\s* (?P<year_last>\d{4})""",
    re.VERBOSE,
)
_DIGIT = re.compile(r"\d")
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th|er|o|a)?")
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class DateReading:
    """Hold what a date line says; ``problem`` says what is wrong where it has no value."""

    value: YearMonth | None
    problem: str = ""


def read_date(line: str) -> DateReading | None:
    """Read ``line`` as a date line; ``None`` where it is none.

    The month may stand before or after the year, as a name in English, Spanish,
    French, Portuguese or German or as a number; a day may stand with it. Words such
    as "Published in" may lead. A line that holds anything else is no date line.

    >>> str(read_date("2022 Septembre").value), str(read_date("septiembre de 2022").value)
    ('2022-09', '2022-09')
    >>> read_date("2022-13").problem
    "month not known: '13'; expected 1 to 12"
    >>> read_date("In 2022 the city joined the network")
    """
    if len(line) > _LONGEST_LINE or not _DIGIT.search(line):
        return None
    bare = _without_lead(line).strip(" \t\u00a0()[]:,;.")
    numeric = _NUMERIC.fullmatch(bare)
    if numeric is not None:
        year = numeric["year"] or numeric["year_last"]
        return _reading(year, numeric["month"] or numeric["month_first"])
    return _read_named_month(bare)


def _without_lead(line: str) -> str:
    words = split_words(line)
    after = _leads().skip(words, 0)
    return line if after in (0, len(words)) else line[words[after].start :]


def _read_named_month(text: str) -> DateReading | None:
    words = [word for word in split_words(text) if word.folded not in _links()]
    years = [word for word in words if _YEAR.fullmatch(word.folded)]
    others = [word for word in words if word not in years and not _DAY.fullmatch(word.folded)]
    if len(years) != 1 or len(others) != 1 or len(words) > _MOST_WORDS:
        return _without_month(text, words, years) or _without_year(text, words, years)
    month = others[0]
    number = _months().get(month.folded)
    if number is None:
        return _misspelt_month(text, month)
    return _reading(years[0].folded, str(number))


def _without_month(text: str, words: list[Word], years: list[Word]) -> DateReading | None:
    if len(words) == len(years) == 1 and _plausible_year(int(years[0].folded)):
        return DateReading(None, f"date without a month: {text!r}; expected a month and a year")
    return None


def _without_year(text: str, words: list[Word], years: list[Word]) -> DateReading | None:
    if len(words) != 2 or years or not any(word.folded in _months() for word in words):
        return None
    year = next(word for word in words if word.folded not in _months())
    if not _DIGIT.search(year.folded):
        return None
    shown = text[year.start : year.end]
    return DateReading(None, f"year not known: {shown!r}; expected four digits")


def _misspelt_month(text: str, word: Word) -> DateReading | None:
    near = difflib.get_close_matches(word.folded, sorted(_months()), n=1, cutoff=0.75)
    if not near:
        return None
    meant = f"month not known: {text[word.start : word.end]!r}; did you mean {near[0]!r}?"
    return DateReading(None, meant)


def _reading(year: str, month: str) -> DateReading:
    if not 1 <= int(month) <= 12:
        return DateReading(None, f"month not known: {month!r}; expected 1 to 12")
    if not _plausible_year(int(year)):
        table = load_table("months")
        first, last = table["first_year"], table["last_year"]
        return DateReading(None, f"year not plausible: {year!r}; expected {first} to {last}")
    return DateReading(YearMonth(int(year), int(month)))


def _plausible_year(year: int) -> bool:
    table = load_table("months")
    return bool(table["first_year"] <= year <= table["last_year"])


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Return the number of each month by its folded names and abbreviations."""
    from babel import Locale

    months: dict[str, int] = {}
    for tag in (*Language, "de"):
        forms = Locale(str(tag)).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in forms[context][width].items():
                    months[fold_name(name)] = number
    for number, names in load_table("months")["spellings"].items():
        for name in names:
            months[fold_name(name)] = number
    return months


@lru_cache(maxsize=1)
def _leads() -> PhraseTable[None]:
    return PhraseTable((lead, None) for lead in expand_all(load_table("months")["leads"]))


@lru_cache(maxsize=1)
def _links() -> frozenset[str]:
    return frozenset(fold_name(link) for link in load_table("months")["links"])
