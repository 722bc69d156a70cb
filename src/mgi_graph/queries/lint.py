"""Check the rules for canned queries that go beyond their headers.

The header and the binding sites are checked whenever a query is loaded. These
rules are about the query itself: that it parses, that its answer has one order,
that its prefixes are in order, and that it never ranks places.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from mgi_graph.errors import QueryFileError, QuerySyntaxError
from mgi_graph.namespaces import PREFIXES
from mgi_graph.queries.binding import bind_parameters
from mgi_graph.queries.model import CannedQuery
from mgi_graph.queries.sites import declared_prefixes
from mgi_graph.store import (
    Token,
    TokenKind,
    check_syntax,
    find_form,
    line_and_column,
    main_keyword,
    may_call_service,
    tokenise,
)
from mgi_graph.store.form import QueryForm

_AGGREGATES: Final = ("COUNT", "SUM", "AVG", "MIN", "MAX")
_CLAUSES: Final = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")
_PLACES = re.compile(r"[?$](?:places?|peers?|cit(?:y|ies)|countr(?:y|ies)|regions?)(?:[A-Z_]|$)")
_RANKING = re.compile(
    r"\b(?:rank\w*|scor(?:e|es|ed|ing)|best|worst|puntuaci[oó]n|puntaje|clasificaci[oó]n"
    r"|classements?|palmar[eè]s)\b",
    re.IGNORECASE,
)
_NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")


def lint_query(query: CannedQuery) -> list[QueryFileError]:
    """Return every breach of the rules; none for a query that keeps them."""
    try:
        form = find_form(query.text)
        if may_call_service(query.text):
            return [QueryFileError(query.path, "SERVICE: a canned query asks one dataset only")]
        check_syntax(query.text)
        check_syntax(bind_parameters(query, {}))
    except QuerySyntaxError as err:
        return [QueryFileError(query.path, str(err), line=err.line)]
    problems = [*_prefix_problems(query)]
    if form is QueryForm.SELECT:
        problems += _select_problems(query)
    problems += _wording_problems(query)
    return problems


def _prefix_problems(query: CannedQuery) -> Iterator[QueryFileError]:
    declared = declared_prefixes(query.text)
    tokens = list(tokenise(query.text))
    names = [token.text.partition(":")[0] for token in tokens if _is_name(token)]
    for before, after in pairwise(declared):
        if before > after:
            yield _at_prefix(query, after, f"stands after {before}: ; sort the prefixes")
    for prefix, iri in declared.items():
        declarations_only = names.count(prefix) == 1
        if declarations_only:
            yield _at_prefix(query, prefix, "is not used; take it out")
        known = PREFIXES.get(prefix)
        if known is not None and iri != f"<{known}>":
            yield _at_prefix(query, prefix, f"stands for {iri}; expected <{known}>")


def _is_name(token: Token) -> bool:
    return token.kind is TokenKind.PREFIXED_NAME


def _at_prefix(query: CannedQuery, prefix: str, problem: str) -> QueryFileError:
    place = query.text.index(f"{prefix}:", query.text.index("PREFIX"))
    return _error(query, place, f"prefix {prefix}: {problem}")


@dataclass(frozen=True, slots=True)
class _Select:
    """Hold the parts of the outermost SELECT that decide its order."""

    start: int
    plain: frozenset[str]
    """Variables that the SELECT names as they are."""
    counted: frozenset[str]
    """Variables that the SELECT makes by an aggregate."""
    grouped: frozenset[str]
    order: tuple[Token, ...]


def _select_problems(query: CannedQuery) -> Iterator[QueryFileError]:
    select = _read_select(query.text)
    if not select.order:
        yield _error(query, select.start, "SELECT without ORDER BY; give its answer one order")
    by_place = {name for name in select.plain | select.grouped if _PLACES.match(name)}
    ranks = any(
        token.text in select.counted or token.is_word(*_AGGREGATES) for token in select.order
    )
    if by_place and ranks:
        place = select.order[0].start
        msg = "ORDER BY an aggregate over places ranks them; order places by label and IRI"
        yield _error(query, place, msg)


def _wording_problems(query: CannedQuery) -> Iterator[QueryFileError]:
    for token in tokenise(query.text):
        if token.kind is TokenKind.VARIABLE:
            words = " ".join(_NAME_PART.findall(token.text))
            if _RANKING.search(words):
                yield _error(query, token.start, f"{token.text}: a query does not rank or score")
    for language, question in query.question.items():
        if found := _RANKING.search(question):
            msg = f"question in {language}: {found[0]!r}: a query does not rank or score"
            yield QueryFileError(query.path, msg, line=1)


def _read_select(text: str) -> _Select:
    keyword = main_keyword(text)
    start = 0 if keyword is None else keyword.start
    before, after = _around_pattern([each for each in tokenise(text) if each.start > start])
    plain, counted = _projection(before)
    clauses = _clauses(after)
    return _Select(
        start=start,
        plain=frozenset(plain),
        counted=frozenset(counted),
        grouped=frozenset(
            token.text for token in clauses.get("GROUP", ()) if token.kind is TokenKind.VARIABLE
        ),
        order=tuple(clauses.get("ORDER", ())),
    )


def _around_pattern(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """Return the tokens before the outermost group and after it."""
    before: list[Token] = []
    after: list[Token] = []
    depth = 0
    seen = False
    for token in tokens:
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if token.text in {"{", "}"}:
            seen = True
        elif depth == 0:
            (after if seen else before).append(token)
    return before, after


def _projection(tokens: list[Token]) -> tuple[set[str], set[str]]:
    plain: set[str] = set()
    counted: set[str] = set()
    depth = 0
    aggregates = False
    for before, token in zip([None, *tokens], tokens, strict=False):
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if depth == 0:
            aggregates = False
        aggregates = aggregates or token.is_word(*_AGGREGATES)
        if token.kind is not TokenKind.VARIABLE:
            continue
        is_alias = before is not None and before.is_word("AS")
        if depth == 0 or (is_alias and not aggregates):
            plain.add(token.text)
        elif is_alias:
            counted.add(token.text)
    return plain, counted


def _clauses(tokens: list[Token]) -> dict[str, list[Token]]:
    found: dict[str, list[Token]] = {}
    current: list[Token] = []
    for token in tokens:
        if token.is_word(*_CLAUSES):
            current = found.setdefault(token.text.upper(), [])
        elif not token.is_word("BY"):
            current.append(token)
    return found


def _error(query: CannedQuery, place: int, problem: str) -> QueryFileError:
    line, _ = line_and_column(query.text, place)
    return QueryFileError(query.path, problem, line=line)
