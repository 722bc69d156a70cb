"""Tell where a title that is wrapped at any word begins and ends."""

import unicodedata

from mgi_graph.model import normalise_space
from mgi_graph.parsing.countries import countries_in
from mgi_graph.parsing.titles import TitleReading, is_qualifier
from mgi_graph.parsing.words import split_words


def is_fuller(longer: TitleReading, shorter: TitleReading) -> bool:
    """Say whether a title that goes on in its next line tells a country better than without.

    It does where it alone tells one, where it closes a parenthesis that its beginning
    leaves open, and where the name of the country goes over the end of the line.

    >>> from mgi_graph.parsing.titles import read_title
    >>> lines = "Migration Governance Profile: City of Malabo (Equatorial", "Guinea)"
    >>> is_fuller(read_title(" ".join(lines)), read_title(lines[0]))
    True
    """
    if not shorter.place.tells_country:
        return longer.place.tells_country
    if _is_open(shorter.title.text) and not _is_open(longer.title.text):
        return longer.place.tells_country
    return _names_country_over(longer, len(shorter.title.text))


def begins_above(whole: TitleReading, last: str) -> bool:
    """Say whether ``last``, which may read as a title itself, is but the end of a whole one.

    It is where it closes a parenthesis that it does not open, and where it begins within
    the name of the country.

    >>> from mgi_graph.parsing.titles import read_title
    >>> lines = "City of Goma (Democratic Republic of", "the Congo) — Migration Governance Profile"
    >>> begins_above(read_title(" ".join(lines)), lines[1])
    True
    """
    if last.count(")") > last.count("(") and not _is_open(whole.title.text):
        return whole.place.tells_country
    return _names_country_over(whole, len(whole.title.text) - len(normalise_space(last)))


def adds_nothing(line: str, title: TitleReading, below: TitleReading) -> bool:
    """Say whether ``line`` is none of the title that it would begin, ``below`` without it.

    >>> from mgi_graph.parsing.titles import read_title
    >>> below = "Migration Governance Profile: City of Batalo (Peru)"
    >>> adds_nothing("Home", read_title(f"Home {below}"), read_title(below))
    True
    """
    return title.place == below.place and not is_qualifier(line)


def _is_open(text: str) -> bool:
    return text.count("(") > text.count(")")


def _names_country_over(title: TitleReading, end: int) -> bool:
    """Say whether the name of a title's country goes over ``end``, the end of a line in it."""
    text = title.title.text
    words = split_words(unicodedata.normalize("NFC", text))
    return any(
        mention.country == title.place.country
        and words[mention.start].start < end < words[mention.end - 1].end
        for mention in countries_in(words, text)
    )
