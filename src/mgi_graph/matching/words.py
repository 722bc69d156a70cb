"""Cut a text into the words that carry its meaning, as lemmas without accents."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

# A letter, and with it the accents of a text whose characters are decomposed.
_WORD: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
_SHORTEST: Final = 3
_LONGEST: Final = 40
_LEMMATISED: Final = frozenset({"en", "es", "fr", "pt"})

# Articles, pronouns, prepositions, conjunctions and auxiliaries of at least three letters; last,
# the verbs of having and lacking with which a finding tells its status and not its subject.
_EMPTY_WORDS: Final = """
and any are been for from has have into its that the their them they this those was were which who
whose will with within not does there also including include may can other than where when while
under over through between per each all every more most some only same but about against before
during after out such
del las los una unos unas que sus por para con sin sobre como son han les ante desde entre hasta
donde cuando sea cual este esta estas estos esa ese otros otras otro otra ser mas muy
des dans avec sur qui cette ces leur leurs son ses est sont ete aux pas ainsi dont chez etre plus
meme lorsque celles ceux par pour sans
dos das uma nas nos aos com sem seu sua seus suas pelo pela pelos pelas sao foi nao mais onde quando
lack lacks lacking exist exists establish establishes develop strengthen ensure
falta faltan faltar carecer carece existe existen existir establecer desarrollar reforzar fortalecer
manquer manque existent etablir developper renforcer veiller disposer dispose
faltam existem estabelecer desenvolver dispor
"""
_EMPTY: Final = frozenset(_EMPTY_WORDS.split())


def fold_accents(text: str) -> str:
    """Return ``text`` in lower case with no accents.

    >>> fold_accents("Educação, Santé")
    'educacao, sante'
    """
    parts = unicodedata.normalize("NFKD", text.lower())
    return "".join(part for part in parts if not unicodedata.combining(part))


def read_words(text: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return the words that carry meaning, each as lemma and as it stands in ``text``.

    Words of languages other than the four of profiles stay as they are.

    >>> read_words("Las escuelas de la comuna", "es")
    (('escuela', 'escuelas'), ('comuna', 'comuna'))
    """
    primary = language.partition("-")[0].lower()
    found = []
    for word in _WORD.findall(text):
        lemma = _lemma(word, primary)
        if lemma:
            found.append((lemma, word))
    return tuple(found)


@lru_cache(maxsize=1 << 16)
def _lemma(word: str, language: str) -> str:
    """Return the folded lemma, or nothing for a word that says nothing of the subject."""
    from simplemma import lemmatize

    composed = unicodedata.normalize("NFC", word.lower())
    if not _SHORTEST <= len(composed) <= _LONGEST or fold_accents(composed) in _EMPTY:
        return ""
    known = language in _LEMMATISED
    lemma = fold_accents(lemmatize(composed, lang=language) if known else composed)
    return "" if lemma in _EMPTY else lemma
