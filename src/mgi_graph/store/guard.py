"""Find out whether a query could make its engine call another endpoint.

The embedded stores answer from what they hold and never use the network. The
one thing in a SPARQL query that would is ``SERVICE`` (SPARQL 1.1 Federated
Query), which pyoxigraph cannot switch off.
"""

import re

from mgi_graph.errors import ServiceRefusedError
from mgi_graph.store.escapes import has_unknown_escape
from mgi_graph.store.lexer import shorten_iris

_SERVICE = "service"
# Possessive quantifiers are not used: those of Python 3.11.0 to 3.11.3 miss matches.
_BLANK = re.compile(r"\s+|#[^\n\r]*")
_LONG_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'', re.DOTALL
)
_STRING = re.compile(r'"(?:[^"\\\n\r]|\\.)*"|\'(?:[^\'\\\n\r]|\\.)*\'')
_IRI = re.compile(r'<[^<>"{}|^`\x00-\x20]*>')
_FULL_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*://")
_OTHER_NAME = re.compile(r"[?$]\w+|@[A-Za-z]+(?:-[A-Za-z0-9]+)*|_:[\w\-]+")
_WORD = re.compile(r"[^\W\d][\w\-]*")
_LOCAL = re.compile(r":(?:[\w:\-]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])*")
_LOCAL_THEN_BRACE = re.compile(
    r":(?:[\w:\-.]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])*(?:\s|#[^\n\r]*[\n\r])*\{"
)


def may_call_service(text: str) -> bool:
    """Say whether any reading of ``text`` has a ``SERVICE`` pattern.

    pyoxigraph's parser has no tokens: it reads ``services:x {`` as ``SERVICE``
    and ``s:x``, and ``?a<p:b#>`` as a comparison and a comment where a tokeniser
    sees an IRI. So each ``<`` that could be either is followed both ways, a
    word that merely begins or ends with the keyword counts, and a long string with
    an escape that does not exist may be an empty string and live text. The answer is never
    wrongly no; it is wrongly yes only for oddities such as
    ``GRAPH my-service:x {``.

    >>> may_call_service("SELECT * { SERVICE <https://example.org/sparql> { ?s ?p ?o } }")
    True
    >>> may_call_service("ASK { <https://example.org/service> ?p 'SERVICE' } # SERVICE")
    False
    """
    if _SERVICE not in shorten_iris(text).lower():
        return False
    seen: set[int] = set()
    waiting = [0]
    while waiting:
        place = waiting.pop()
        if place in seen or place >= len(text):
            continue
        seen.add(place)
        if _service_stands_at(text, place):
            return True
        waiting.extend(_next_places(text, place))
    return False


def _service_stands_at(text: str, place: int) -> bool:
    word = _WORD.match(text, place)
    if word is None or _SERVICE not in word.group().lower():
        return False
    is_prefix = text.startswith(":", word.end())
    return not is_prefix or _LOCAL_THEN_BRACE.match(text, word.end()) is not None


def _next_places(text: str, place: int) -> list[int]:
    """Return where the next token can begin; none where no engine could go on."""
    if text[place] in "\"'":
        return _after_string(text, place)
    if text[place] == "<":
        iri = _IRI.match(text, place)
        if iri is None:
            return [place + 1]
        return [iri.end()] if _FULL_IRI.match(text, place) else [iri.end(), place + 1]
    if word := _WORD.match(text, place):
        local = _LOCAL.match(text, word.end())
        return [word.end() if local is None else local.end()]
    for pattern in (_BLANK, _OTHER_NAME, _LOCAL):
        if found := pattern.match(text, place):
            return [found.end()]
    return [place + 1]


def _after_string(text: str, place: int) -> list[int]:
    """Return where a string can end: the parser tries the long one first, and then the short."""
    long = _LONG_STRING.match(text, place)
    if long is not None and not has_unknown_escape(long.group()):
        return [long.end()]
    return [each.end() for each in (long, _STRING.match(text, place)) if each is not None]


def refuse_service(text: str) -> None:
    """Refuse a query that may have ``SERVICE``.

    Raises :class:`~mgi_graph.errors.ServiceRefusedError`.
    """
    if may_call_service(text):
        msg = (
            "SERVICE is refused: an embedded store answers from its own dataset and calls "
            "no other endpoint; run the query against a remote endpoint that allows it"
        )
        raise ServiceRefusedError(msg)
