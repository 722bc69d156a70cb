"""Say what is wrong with a query that does not parse, and where.

pyoxigraph reports the furthest place that its parser looked at, which lies past
the mistake by the length of a keyword, and every character that it would have
accepted. Here the commonest mistakes are named, and otherwise the token is
found that the parser could not go past.
"""

import re
from collections.abc import Callable, Sequence

from pyoxigraph import Store as PyoxigraphStore

from mgi_graph.errors import QuerySyntaxError
from mgi_graph.namespaces import PREFIXES
from mgi_graph.store.guard import may_call_service
from mgi_graph.store.lexer import Token, TokenKind, line_and_column, offset_of, tokenise

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_PADDING = " " * 16
_WIDTH = 100
_OPENING = {"{": "}", "(": ")", "[": "]"}
_AT_THE_END = (
    "the query ends too early, or breaks a rule that shows only when all of it is read: "
    "AS with a variable that has a value already, VALUES with too few terms, "
    "a blank node's label in two groups"
)
_MEANINGS = {
    "The SELECT contains a variable that is unbound": (
        "with GROUP BY or an aggregate, each variable of the SELECT "
        "must be grouped or stand in an aggregate"
    ),
    "The SELECT overrides an existing variable using an expression": (
        "AS needs a variable that has no value yet"
    ),
    "Duplicated variable name in SELECT": "a variable stands in the SELECT twice",
    "SELECT * is not authorized with GROUP BY": "with GROUP BY, name the variables of the SELECT",
    "IRI parsing failed": "not a valid IRI",
    "language tag parsing failed": "not a valid language tag",
}
"""pyoxigraph's words for mistakes of meaning, and ours."""


def check_syntax(text: str) -> None:
    """Raise :class:`~mgi_graph.errors.QuerySyntaxError` for a query that does not parse.

    The query is run on an empty store; it must have no ``SERVICE``.
    """
    try:
        PyoxigraphStore().query(text)
    except SyntaxError as err:
        raise explain_syntax_error(text, str(err)) from err
    except (OSError, RuntimeError):
        # It parses; whether it can be evaluated is not asked here.
        return


def explain_syntax_error(
    text: str, message: str, parse: Callable[[str], object] | None = None
) -> QuerySyntaxError:
    """Return the error for a text that pyoxigraph refused with ``message``.

    ``parse`` tries other spellings of it, and raises ``SyntaxError`` for them as
    pyoxigraph does; without it they are tried as queries. The error's text ends in
    the line at fault and a mark under the place.

    >>> print(explain_syntax_error("ASK { ?s ?p ?o", "error at 1:15: expected OPTIONAL"))
    SPARQL syntax error at line 1, column 5: '{' is never closed
      ASK { ?s ?p ?o
          ^
    """
    tokens = list(tokenise(text))
    offset, problem = (
        _undeclared_prefix(tokens)
        or _open_string(tokens)
        or _unbalanced_bracket(tokens)
        or _mistake_of_meaning(text, message)
        or _unexpected_token(text, tokens, message, parse or _parser_for(text))
    )
    line, column = line_and_column(text, offset)
    excerpt = _excerpt(text, line, column)
    return QuerySyntaxError(problem + excerpt, line=line, column=column)


def _undeclared_prefix(tokens: Sequence[Token]) -> tuple[int, str] | None:
    declared: set[str] = set()
    for before, token in zip((None, *tokens), tokens, strict=False):
        if token.kind is not TokenKind.PREFIXED_NAME:
            continue
        prefix, _, local = token.text.partition(":")
        if before is not None and before.is_word("PREFIX"):
            declared.add(prefix)
        elif prefix not in declared:
            return _not_declared(prefix, local, before, token)
    return None


def _not_declared(prefix: str, local: str, before: Token | None, token: Token) -> tuple[int, str]:
    if prefix in {"http", "https"} and not local:
        if before is not None and before.text == "<":
            return before.start, "not an IRI: it holds a space or the like, or > is missing"
        return token.start, "an IRI stands between < and >"
    namespace = PREFIXES.get(prefix, "…")
    problem = (
        f"prefix {prefix}: is not declared; begin the query with PREFIX {prefix}: <{namespace}>"
    )
    return token.start, problem


def _open_string(tokens: Sequence[Token]) -> tuple[int, str] | None:
    for token in tokens:
        if token.kind is TokenKind.OTHER and token.text in "\"'":
            return token.start, f"the string that begins here is not closed with {token.text}"
    return None


def _unbalanced_bracket(tokens: Sequence[Token]) -> tuple[int, str] | None:
    opened: list[Token] = []
    for token in tokens:
        if token.kind is not TokenKind.OTHER:
            continue
        if token.text in _OPENING:
            opened.append(token)
        elif token.text in _OPENING.values():
            if not opened:
                return token.start, f"{token.text!r} closes nothing"
            expected = _OPENING[opened.pop().text]
            if token.text != expected:
                return token.start, f"expected {expected!r}; found {token.text!r}"
    if opened:
        return opened[-1].start, f"{opened[-1].text!r} is never closed"
    return None


def _mistake_of_meaning(text: str, message: str) -> tuple[int, str] | None:
    for words, meaning in _MEANINGS.items():
        if words in message:
            return reported_offset(text, message), meaning
    return None


def _parser_for(text: str) -> Callable[[str], object] | None:
    # A query that could call an endpoint is not run, not even to find its mistake.
    return None if may_call_service(text) else PyoxigraphStore().query


def _unexpected_token(
    text: str, tokens: Sequence[Token], message: str, parse: Callable[[str], object] | None
) -> tuple[int, str]:
    if not tokens:
        return len(text), "the query is empty"
    token = None if parse is None else _token_in_the_way(tokens, parse)
    token = token or _token_at(tokens, reported_offset(text, message))
    if token is None:
        return tokens[-1].end, _AT_THE_END
    return token.start, f"{token.text!r} cannot stand here"


def _token_in_the_way(tokens: Sequence[Token], parse: Callable[[str], object]) -> Token | None:
    """Return the token that the parser cannot pass, found by parsing the tokens far apart.

    The parser looks ahead by the length of a keyword, at most 14 characters. With
    more white space than that between tokens, the furthest place that it looked
    at lies in the token in the way or in the space after it.
    """
    padded, starts = _pad(tokens)
    try:
        parse(padded)
    except SyntaxError as err:
        offset = reported_offset(padded, str(err))
        after_last_group = tokens[-1].text == "}" and offset > starts[-1]
        if after_last_group or offset >= len(padded):
            return None
        before = [token for start, token in zip(starts, tokens, strict=True) if start <= offset]
        return before[-1] if before else tokens[0]
    return None


def _pad(tokens: Sequence[Token]) -> tuple[str, list[int]]:
    padded = ""
    starts = []
    end = 0
    for token in tokens:
        if token.start > end:
            padded += _PADDING
        starts.append(len(padded))
        padded += token.text
        end = token.end
    return padded + _PADDING, starts


def _token_at(tokens: Sequence[Token], offset: int) -> Token | None:
    return next((token for token in tokens if token.end > offset), None)


def reported_offset(text: str, message: str) -> int:
    """Return the offset that pyoxigraph reported, the end of the text where it reported none.

    >>> reported_offset("ASK { ?s ?p", "error at 1:12: expected OPTIONAL")
    11
    """
    found = _PLACE.search(message)
    return len(text) if found is None else offset_of(text, int(found[1]), int(found[2]))


def _excerpt(text: str, line: int, column: int) -> str:
    lines = text.split("\n")
    shown = lines[line - 1].rstrip("\r").replace("\t", " ") if line <= len(lines) else ""
    first = max(0, column - 1 - _WIDTH // 2)
    return f"\n  {shown[first : first + _WIDTH]}\n  {' ' * (column - 1 - first)}^"
