"""Follow names whose inner words are written small, as French writes most of them.

"Bureau d’accueil des migrants" has one capital. From the head noun on, the name takes
adjectives and complements with "de", "pour", "sur" …, until a word comes that is
neither: a verb, a comma, a relative pronoun.
"""

import re
from collections.abc import Mapping, Sequence

from mgi_graph.matching.naming.tables import Head, SmallWords, load_irregular, load_word_set
from mgi_graph.matching.naming.tokens import Token

_LONGEST = 16
"""Words of the longest such name."""

_MOST_LINKS = 3

_ADJECTIVES = {
    "fr": re.compile(
        r"[^\W\d_]{2,30}(?:al|ale|ales|aux|el|elle|els|elles|if|ifs|ive|ives|ique|iques|aire|aires"
        r"|ain|aine|ains|aines|in|ins|ine|ines|ois|oise|oises|ien|ienne|iens|iennes|een|eenne"
        r"|eens|eennes|ier|iere|iers|ieres|able|ables|ible|ibles|eux|euse|euses|il|ils|ile|iles"
        r"|teur|teurs|trice|trices|ant|ants|ante|antes|phone|phones|lic|lics)"
    ),
    "es": re.compile(
        r"[^\W\d_]{2,30}(?:al|ales|ivo|iva|ivos|ivas|ico|ica|icos|icas|ario|aria|arios|arias|ble"
        r"|bles|il|iles|ano|ana|anos|anas|oso|osa|osos|osas|tor|tora|toras|tores|ante|antes|ente"
        r"|entes|eno|ena)"
    ),
    "pt": re.compile(
        r"[^\W\d_]{2,30}(?:al|ais|ivo|iva|ivos|ivas|ico|ica|icos|icas|ario|aria|arios|arias|vel"
        r"|veis|il|is|ano|ana|anos|anas|oso|osa|osos|osas|tor|tora|toras|tores|ante|antes|ente"
        r"|entes)"
    ),
}
"""Endings of adjectives, in folded letters."""

_INFINITIVE = {
    "fr": re.compile(r"[^\W\d_]+(?:er|ir|oir|ndre|ettre|aire|uire)"),
    "es": re.compile(r"[^\W\d_]+(?:ar|er|ir|arse|erse|irse)"),
    "pt": re.compile(r"[^\W\d_]+(?:ar|er|ir|or)"),
}
_LINKS = {
    "fr": frozenset(
        {"de", "d", "du", "des", "pour", "a", "au", "aux", "sur", "contre", "en", "et", "sans"}
    ),
    "es": frozenset({"de", "del", "para", "contra", "sobre", "por", "y", "e", "al"}),
    "pt": frozenset({"de", "da", "do", "das", "dos", "para", "contra", "sobre", "e", "ao", "aos"}),
}
_ARTICLES = {
    "fr": frozenset({"la", "le", "les", "l"}),
    "es": frozenset({"la", "el", "las", "los", "lo"}),
    "pt": frozenset({"a", "o", "as", "os"}),
}
_CONJUNCTIONS = frozenset({"et", "y", "e"})
_CONTRACTED = frozenset({"du", "des", "au", "aux", "del", "al", "da", "do", "das", "dos", "ao"})


def follow_complements(
    tokens: Sequence[Token],
    end: int,
    language: str,
    words: SmallWords,
    heads: Mapping[int, tuple[Head, int]],
) -> int:
    """Return the index behind the small adjectives and complements at ``end``.

    ``end`` itself is returned where there are none, or only words such as "local".
    """
    if language not in _LINKS:
        return end
    at, telling, limit = end, False, min(end + _LONGEST, len(tokens))
    while at < limit:
        token = tokens[at]
        if _is_adjective(token, language):
            telling = telling or token.folded not in words.generic
            at += 1
        elif at > end and token.is_capital and token.is_word and not _begins_name(heads, at):
            at += 1
        elif token.folded in _CONJUNCTIONS and not telling:
            break
        else:
            after = _after_complement(tokens, at, language, heads)
            if after == at:
                break
            at, telling = after, True
    return at if telling else end


def _begins_name(heads: Mapping[int, tuple[Head, int]], at: int) -> bool:
    """Say whether another name begins at ``at``; "Police" and the like may stand in one."""
    return at in heads and heads[at][0].kind != ""


def _is_verb(token: Token, language: str) -> bool:
    """Say whether a French "a" is "has" and not "à"."""
    return language == "fr" and token.text.lower() == "a"


def follow_adjectives(
    tokens: Sequence[Token], end: int, language: str, heads: Mapping[int, tuple[Head, int]]
) -> int:
    """Return the index behind the small adjectives at ``end``: "de la Sécurité publique"."""
    limit = min(end + _LONGEST, len(tokens))
    while end < limit:
        if _is_adjective(tokens[end], language):
            end += 1
        elif (after := _after_joined(tokens, end, language)) != end and not _begins_name(
            heads, after - 1
        ):
            end = after
        else:
            break
    return end


def _after_joined(tokens: Sequence[Token], at: int, language: str) -> int:
    """Return the index behind "et de l’Intégration", ``at`` where there is no such thing."""
    here = at + 2
    if here >= len(tokens) or tokens[at].folded not in _CONJUNCTIONS:
        return at
    if tokens[at + 1].folded not in _LINKS[language] - _CONJUNCTIONS:
        return at
    while here < len(tokens) and tokens[here].folded in _ARTICLES[language]:
        here += 1
    joins = here < len(tokens) and tokens[here].is_capital and tokens[here].is_word
    return here + 1 if joins else at


def _is_adjective(token: Token, language: str) -> bool:
    folded = token.folded
    if not folded or token.is_capital or folded in load_irregular("not_adjectives"):
        return False
    if folded in load_irregular("adjectives"):
        return True
    return _ADJECTIVES[language].fullmatch(folded) is not None


def _after_complement(
    tokens: Sequence[Token], start: int, language: str, heads: Mapping[int, tuple[Head, int]]
) -> int:
    """Return the index behind "de la santé", "pour l’emploi", "et d’orientation" at ``start``."""
    at, has_article = start, False
    links = _LINKS[language] | _ARTICLES[language]
    if tokens[start].folded not in _LINKS[language] or _is_verb(tokens[start], language):
        return start
    while at < len(tokens) and tokens[at].folded in links and at - start < _MOST_LINKS:
        has_article = has_article or tokens[at].folded in _ARTICLES[language] | _CONTRACTED
        at += 1
    if at >= len(tokens) or not tokens[at].is_word or _begins_name(heads, at):
        return start
    token = tokens[at]
    if token.text[0].isdigit() or token.folded in load_irregular("not_adjectives"):
        return start
    if token.folded in load_irregular("no_nouns") | load_word_set("bare_territories"):
        return start
    if not has_article and _INFINITIVE[language].fullmatch(token.folded):
        return start
    if token.is_capital and tokens[start].folded in {"a", "en", "au", "aux", *_CONJUNCTIONS}:
        return start
    return at + 1
