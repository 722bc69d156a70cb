"""Tell the forms of query apart, and refuse what is not a query."""

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Final

from mgi_graph.errors import QuerySyntaxError
from mgi_graph.store.lexer import Token, TokenKind, line_and_column, main_keyword, tokenise

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
    _refuse_deep_nesting(text)
    _refuse_length(text)


def _refuse_deep_nesting(text: str) -> None:
    if sum(map(text.count, "{([!")) <= _DEEPEST:
        # Most queries have too few brackets to be nested too deep.
        return
    depth = negations = 0
    for token in tokenise(text):
        if token.kind is not TokenKind.OTHER:
            negations = 0
            continue
        negations = negations + 1 if token.text == "!" else 0
        depth += {"{": 1, "(": 1, "[": 1, "}": -1, ")": -1, "]": -1}.get(token.text, 0)
        if max(depth, negations) > _DEEPEST:
            raise _error_at(text, token, f"nested more than {_DEEPEST} deep; simplify the query")


def _refuse_length(text: str) -> None:
    if len(text) <= _LONGEST:
        return
    for number, token in enumerate(_without_data(tokenise(text)), start=1):
        if number > _LONGEST:
            problem = (
                f"more than {_LONGEST:,} words and signs; "
                "simplify the query, and write long lists as VALUES"
            )
            raise _error_at(text, token, problem)


def _without_data(tokens: Iterator[Token]) -> Iterator[Token]:
    """Give the tokens but those in the braces of VALUES and DATA, which no engine recurses on."""
    for token in tokens:
        yield token
        if token.is_word("VALUES", "DATA"):
            _skip_braces(tokens)


def _skip_braces(tokens: Iterator[Token]) -> None:
    depth = 0
    for token in tokens:
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if token.text == "}" and depth <= 0:
            return


def _error_at(text: str, token: Token, problem: str) -> QuerySyntaxError:
    line, column = line_and_column(text, token.start)
    return QuerySyntaxError(problem, line=line, column=column)
