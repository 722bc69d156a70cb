"""Write the month of a profile in words."""

import re
from typing import Final

from mgi_graph.web.pages.texts import find_words

_MONTH: Final = re.compile(r"(\d{4,})-(0[1-9]|1[0-2])")


def name_month(issued: str, language: str) -> str:
    """Write a month such as ``2022-09`` in words; what is no month stays as it is.

    >>> name_month("2022-09", "es"), name_month("2022-09", "fr"), name_month("2022", "en")
    ('septiembre de 2022', 'septembre 2022', '2022')
    """
    found = _MONTH.fullmatch(issued)
    if found is None:
        return issued
    words = find_words(language)
    month = words.months.split()[int(found[2]) - 1]
    return words.month_and_year.format(month=month, year=found[1])
