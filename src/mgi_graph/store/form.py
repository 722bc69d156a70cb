"""Tell the forms of query apart, and refuse what is not a query."""

from enum import StrEnum
from functools import lru_cache
from heapq import heappop, heappush
from typing import Final, NamedTuple

from mgi_graph.errors import QuerySyntaxError
from mgi_graph.store.lexer import (
    Token,
    TokenKind,
    line_and_column,
    main_keyword,
    readings,
    shorten_iris,
    skip_blank,
)

_UPDATES: Final = (
    "INSERT",
    "DELETE",
    "WITH",
    "LOAD",
    "CLEAR",
    "DROP",
    "CREATE",
    "COPY",
    "MOVE",
    "ADD",
)
_DEEPEST: Final = 100
"""Nesting that no honest query reaches; pyoxigraph ends the process at some thousands."""

_LONGEST: Final = 2000
"""Words and signs outside VALUES; pyoxigraph ends the process at 3,000 things to DESCRIBE."""

_BRACES: Final = {"{": 1, "}": -1}
_NESTING: Final = _BRACES | {"(": 1, ")": -1, "[": 1, "]": -1, "<<": 1, ">>": -1}
_OPENING: Final = (*(sign for sign, step in _NESTING.items() if step > 0), "!")


class QueryForm(StrEnum):
    """Name the four query forms of SPARQL 1.1 (section 16)."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"

    @property
    def answers_with_triples(self) -> bool:
        """Say whether the answer is a graph."""
        return self in {QueryForm.CONSTRUCT, QueryForm.DESCRIBE}


# Whoever asks for the form has the query evaluated next, which asks for it again.
@lru_cache(maxsize=1)
def find_form(text: str) -> QueryForm:
    """Return the form of a query.

    Raises :class:`~mgi_graph.errors.QuerySyntaxError` for an empty text, an update
    request, any other text, and a query too deep or too long to be evaluated safely.

    >>> find_form("PREFIX a: <urn:a> ask {}")
    <QueryForm.ASK: 'ASK'>
    """
    refuse_lone_surrogates(text)
    keyword = main_keyword(text)
    forms = ", ".join(QueryForm)
    if keyword is None:
        msg = f"the query is empty; expected one of {forms}"
        raise QuerySyntaxError(msg)
    if keyword.is_word(*_UPDATES):
        msg = f"{keyword.text.upper()} is an update, and datasets are only read; expected {forms}"
        raise _error_at(text, keyword, msg)
    if not keyword.is_word(*QueryForm):
        raise _error_at(text, keyword, f"expected {forms}; found {keyword.text!r}")
    refuse_unsafe_size(text)
    return QueryForm(keyword.text.upper())


def refuse_lone_surrogates(text: str) -> None:
    """Refuse half characters, which no encoded text has.

    Raises :class:`~mgi_graph.errors.QuerySyntaxError`.
    """
    try:
        text.encode()
    except UnicodeEncodeError as err:
        line, column = line_and_column(text, err.start)
        msg = "not a Unicode character; is the query encoded as UTF-8?"
        raise QuerySyntaxError(msg, line=line, column=column) from err


def refuse_unsafe_size(text: str) -> None:
    """Refuse a text so deep or so long that parsing it could end the process.

    Raises :class:`~mgi_graph.errors.QuerySyntaxError`.
    """
    # Most queries are too short to be too long, and have too few brackets to be nested too deep:
    # a token has a character at least, and an IRI is one token.
    if len(shorten_iris(text)) > _LONGEST or sum(map(text.count, _OPENING)) > _DEEPEST:
        _refuse_unsafe_reading(text)


class _State(NamedTuple):
    """Hold the most that the readings of a text up to a place have.

    ``negations`` stand in a row. ``data`` is the depth of braces inside VALUES or DATA,
    whose terms are not counted, 0 before the first of them and -1 elsewhere.
    """

    depth: int = 0
    negations: int = 0
    words: int = 0
    data: int = -1

    def after(self, token: Token) -> "_State":
        sign = token.text if token.kind is TokenKind.OTHER else ""
        data = self.data + _BRACES.get(sign, 0) if self.data >= 0 else -1
        if sign == "}" and data <= 0:
            data = -1
        if data < 0 and token.is_word("VALUES", "DATA"):
            data = 0
        return _State(
            self.depth + _NESTING.get(sign, 0),
            self.negations + 1 if sign == "!" else 0,
            self.words + (self.data < 0),
            data,
        )

    def worst(self, other: "_State") -> "_State":
        """Return the most of both; the readings that leave VALUES first count more."""
        return _State(
            max(self.depth, other.depth),
            max(self.negations, other.negations),
            max(self.words, other.words),
            min(self.data, other.data),
        )


def _refuse_unsafe_reading(text: str) -> None:
    """Follow each way in which the text could be read, in the order of its places."""
    waiting = {skip_blank(text, 0): _State()}
    places = list(waiting)
    while places:
        place = heappop(places)
        state = waiting.pop(place)
        for token in readings(text, place):
            found = state.after(token)
            if max(found.depth, found.negations) > _DEEPEST:
                raise _error_at(
                    text, token, f"nested more than {_DEEPEST} deep; simplify the query"
                )
            if found.words > _LONGEST:
                problem = (
                    f"more than {_LONGEST:,} words and signs; "
                    "simplify the query, and write long lists as VALUES"
                )
                raise _error_at(text, token, problem)
            end = skip_blank(text, token.end)
            if end in waiting:
                found = found.worst(waiting[end])
            else:
                heappush(places, end)
            waiting[end] = found


def _error_at(text: str, token: Token, problem: str) -> QuerySyntaxError:
    line, column = line_and_column(text, token.start)
    return QuerySyntaxError(problem, line=line, column=column)
