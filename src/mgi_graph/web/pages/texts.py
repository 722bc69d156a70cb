"""Give the words of the pages in the languages that they are offered in."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from mgi_graph.queries import LANGUAGES

_BEFORE: Final = re.compile(r" (?=[:;?!»])")
_AFTER: Final = re.compile(r"(?<=«) ")
# The loader written in C reads the same much faster, where PyYAML was built with it.
_Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_GROUPING: Final = {"en": ",", "es": "\u00a0", "fr": "\u202f"}
"""What stands between groups of three digits."""

_FEWEST_GROUPED: Final = {"en": 4, "es": 5, "fr": 4}
"""How many digits a number has at least that is written in groups."""

_WORDS_DIR: Final = Path(__file__).with_name("words")


class Words:
    """Give the words of one language by name, as ``words.downloads`` in a template."""

    def __init__(self, language: str, texts: Mapping[str, str]) -> None:
        """Take the texts of ``language`` by their names."""
        self._language = language
        self._texts = texts

    @property
    def language_tag(self) -> str:
        """Return the tag of the language that the words are in."""
        return self._language

    def __getattr__(self, name: str) -> str:
        """Return the text ``name``; a name that there is not is an error of ours."""
        try:
            return self._texts[name]
        except KeyError as err:
            raise AttributeError(name) from err


@cache
def load_texts() -> Mapping[str, Mapping[str, str]]:
    """Read every text, by name and then by language; no two files have the same name in them."""
    texts: dict[str, dict[str, str]] = {}
    for path in sorted(_WORDS_DIR.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        read: dict[str, dict[str, str]] = yaml.load(text, _Loader)  # noqa: S506 (a safe one)
        if twice := sorted(texts.keys() & read):
            raise AssertionError(f"{path.name}: stands in another file already: {twice}")
        texts |= read
    for each in texts.values():
        each["fr"] = space_french(each["fr"])
    return texts


def space(text: str, language: str) -> str:
    r"""Space a text of ours as its language is printed; an original is never given here.

    >>> space("en pratique : services", "fr"), space("in practice : services", "en")
    ('en pratique\xa0: services', 'in practice : services')
    """
    return space_french(text) if language == "fr" else text


def space_french(text: str) -> str:
    r"""Let no line of French begin with a sign before which a space stands, or end in a guillemet.

    >>> space_french("Profil : « Manaus » ?")
    'Profil\xa0: «\xa0Manaus\xa0»\xa0?'
    """
    return _AFTER.sub("\u00a0", _BEFORE.sub("\u00a0", text))


def write_number(number: int, language: str) -> str:
    r"""Write a whole number as a language groups its digits; Spanish leaves four together.

    >>> write_number(100_000, "en"), write_number(1_000, "es"), write_number(1_000, "fr")
    ('100,000', '1000', '1\u202f000')
    """
    if len(str(abs(number))) < _FEWEST_GROUPED[language]:
        return str(number)
    return f"{number:,}".replace(",", _GROUPING[language])


@cache
def find_words(language: str) -> Words:
    """Return the words of ``language``, which is one of ``LANGUAGES``.

    >>> find_words("es").downloads
    'Descargas'
    """
    if language not in LANGUAGES:
        msg = f"no words in {language!r}"
        raise ValueError(msg)
    return Words(language, {name: texts[language] for name, texts in load_texts().items()})
