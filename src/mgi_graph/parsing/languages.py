"""Tell the language that a text is in.

Headings give the language of a profile. Here a single statement is checked against
it: by its small words, and only where they do not settle it by py3langid, whose
model takes about a second to load and is therefore loaded on first need.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from mgi_graph.model import Language
from mgi_graph.parsing.tables import ByLanguage, load_table

_CLOSING = {'"': '"', "“": "”", "«": "»", "„": "“"}
"""The mark that ends a quotation, by the one that begins it."""

_OPENING = re.compile(r"[\"“«„]|\([^()]*\)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SETTLED = 4
"""Weight from which a language is settled, if no other has half as much."""

_SHORTEST = 20
"""Letters that a statement must have, its proper names left out, to be judged by the model."""

_SURE = 0.9
"""Probability over the four languages from which the model overrides the headings."""


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]:
        """Return the most probable language and its probability."""


def language_of(text: str, expected: Language) -> Language:
    """Return the language of ``text``, which is ``expected`` unless the text clearly differs.

    Names of persons, bodies and plans, quotations and parentheses do not count, so
    that a foreign name in a sentence does not change its language.

    >>> language_of("Migrants have access to the health services of the city.", Language.EN).value
    'en'
    >>> language_of("Los migrantes tienen acceso a los servicios de la ciudad.", Language.EN).value
    'es'
    """
    if _settled(weigh(_WORD.findall(text)), expected):
        return expected
    plain = without_names(text)
    weights = weigh(plain)
    # What the model says counts only for languages that weigh no less than the expected one.
    rivals = {language for language in Language if weights[language] >= weights[expected]}
    if rivals == {expected} or sum(map(len, plain)) < _SHORTEST:
        return expected
    tag, probability = _identifier().classify(" ".join(plain))
    found = Language(tag)
    return found if found in rivals and probability >= _SURE else expected


def weigh(words: Iterable[str]) -> dict[Language, int]:
    """Weigh each language by the small words and the endings among ``words``.

    >>> weigh(["las", "personas", "en", "situación"])[Language.ES]
    5
    """
    weights = dict.fromkeys(Language, 0)
    for found in map(_weights_of_word, words):
        for language, weight in found:
            weights[language] += weight
    return weights


def _settled(weights: dict[Language, int], language: Language) -> bool:
    others = max(weight for other, weight in weights.items() if other is not language)
    return weights[language] >= max(_SETTLED, 2 * others)


def without_names(text: str) -> list[str]:
    """Return the words of ``text`` that belong to no proper name, quotation or parenthesis.

    A proper name is a run of capitalised words with at most two small ones between
    two of them. A text in capitals throughout has no names to tell.

    >>> without_names("The council has adopted the Plan Comunal de Emergencia of the city.")
    ['council', 'has', 'adopted', 'the', 'of', 'the', 'city']
    """
    words = _WORD.findall(" , ".join(_unquoted(text)))
    if text.isupper():
        return [word.lower() for word in words]
    capitals = [at for at, word in enumerate(words) if word[0].isupper()]
    names = set(capitals)
    for one, other in pairwise(capitals):
        if other - one <= 3:
            names.update(range(one, other))
    return [word for at, word in enumerate(words) if at not in names]


def _unquoted(text: str) -> Iterator[str]:
    """Yield what stands between the quotations and parentheses of ``text``.

    A mark that is not closed begins no quotation; later ones of its kind are not closed either.
    """
    start = at = 0
    unclosed: set[str] = set()
    while (found := _OPENING.search(text, at)) is not None:
        at = found.end()
        closing = _CLOSING.get(found[0])
        if closing is not None:
            end = -1 if closing in unclosed else text.find(closing, at)
            if end < 0:
                unclosed.add(closing)
                continue
            at = end + 1
        yield text[start : found.start()]
        start = at
    yield text[start:]


_Weights = tuple[tuple[Language, int], ...]


@lru_cache(maxsize=8192)
def _weights_of_word(word: str) -> _Weights:
    lower = word.lower()
    return _small_words().get(lower) or _weights_of_ending(lower)


@lru_cache(maxsize=1)
def _small_words() -> dict[str, _Weights]:
    return _weights_of(load_table("languages")["words"])


def _weights_of_ending(word: str) -> _Weights:
    endings = _endings()
    return next((endings[word[-n:]] for n in (6, 5, 4, 3, 2) if word[-n:] in endings), ())


@lru_cache(maxsize=1)
def _endings() -> dict[str, _Weights]:
    return _weights_of(load_table("languages")["endings"])


def _weights_of(table: ByLanguage) -> dict[str, _Weights]:
    owners: dict[str, list[Language]] = {}
    for tag, words in table.items():
        for word in words:
            owners.setdefault(word, []).append(Language(tag))
    return {
        word: tuple((language, 2 if len(languages) == 1 else 1) for language in languages)
        for word, languages in owners.items()
    }


@lru_cache(maxsize=1)
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    loaded = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    loaded.set_languages([language.value for language in Language])
    identifier: _Identifier = loaded
    return identifier
