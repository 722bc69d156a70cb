"""Load the canned queries from their folder."""

from collections import defaultdict
from pathlib import Path

from mgi_graph.assets import QUERIES_DIR
from mgi_graph.errors import (
    ManyErrors,
    MgiGraphError,
    ParameterError,
    QueryFileError,
    UnknownNameError,
)
from mgi_graph.queries.header import HeaderParameter, read_header
from mgi_graph.queries.model import CannedQuery, Parameter
from mgi_graph.queries.sites import UNDEF, Site, find_sites, read_term
from mgi_graph.queries.values import parse_value, show_value


def load_queries(directory: Path = QUERIES_DIR) -> tuple[CannedQuery, ...]:
    """Return every canned query under ``directory``, ordered by topic and name.

    Raises :class:`~mgi_graph.errors.QueryFileError`, or
    :class:`~mgi_graph.errors.ManyErrors` with one for each bad file.
    """
    queries: list[CannedQuery] = []
    errors: list[MgiGraphError] = []
    for same_name in _paths_by_name(directory).values():
        try:
            queries.append(_load_only(same_name))
        except QueryFileError as err:
            errors.append(err)
    if errors:
        raise errors[0] if len(errors) == 1 else ManyErrors(errors)
    return tuple(sorted(queries, key=lambda query: (query.topic, query.name)))


def find_query(name: str, directory: Path = QUERIES_DIR) -> CannedQuery:
    """Return the canned query of that name; no other file is read.

    Raises :class:`~mgi_graph.errors.UnknownNameError` with the nearest name, and
    :class:`~mgi_graph.errors.QueryFileError` for a file that breaks the rules.
    """
    paths = _paths_by_name(directory)
    if name not in paths:
        raise UnknownNameError("query", name, paths, hint="'mgi-graph query' lists all of them")
    return _load_only(paths[name])


def load_query(path: Path) -> CannedQuery:
    """Return the canned query in one file; the folder that holds it is its topic.

    Raises :class:`~mgi_graph.errors.QueryFileError`.
    """
    text = _read(path)
    header = read_header(path, text)
    sites = find_sites(text)
    declared = {parameter.name for parameter in header.parameters}
    for site in sites:
        if site.name not in declared:
            msg = (
                f"VALUES ?{site.name}: no parameter of that name in the header; declare it, "
                f"or write a constant as VALUES (?{site.name}) {{ (…) }}"
            )
            raise QueryFileError(path, msg, line=site.line)
    return CannedQuery(
        name=path.stem,
        topic=path.parent.name,
        path=path,
        summary=header.summary,
        question=header.question,
        tags=header.tags,
        competency=header.competency,
        parameters=tuple(_bound(path, text, each, sites) for each in header.parameters),
        text=text,
    )


def _paths_by_name(directory: Path) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(directory.rglob("*.rq")):
        found[path.stem].append(path)
    return found


def _load_only(same_name: list[Path]) -> CannedQuery:
    first, *others = same_name
    if others:
        msg = f"{others[0]} has the same name; a query's name is its own over all folders"
        raise QueryFileError(first, msg)
    return load_query(first)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as err:
        line = err.object[: err.start].count(b"\n") + 1
        raise QueryFileError(path, "not UTF-8; save the file in UTF-8", line=line) from err
    except OSError as err:
        raise QueryFileError(path, f"cannot be read: {err.strerror}") from err


def _bound(path: Path, text: str, declared: HeaderParameter, sites: tuple[Site, ...]) -> Parameter:
    own = [site for site in sites if site.name == declared.name]
    if not own:
        msg = (
            f"parameter {declared.name} is bound nowhere; "
            f"expected a line of its own, VALUES ?{declared.name} {{ … }}"
        )
        raise QueryFileError(path, msg, line=declared.line)
    first, *others = own
    for other in others:
        if other.content != first.content:
            msg = f"VALUES ?{other.name}: another default than on line {first.line}"
            raise QueryFileError(path, msg, line=other.line)
    return Parameter(
        name=declared.name,
        type=declared.type,
        optional=declared.optional,
        default=_default(path, text, declared, first),
        summary=declared.summary,
        values=declared.values,
    )


def _default(path: Path, text: str, declared: HeaderParameter, site: Site) -> str | None:
    if site.content == UNDEF:
        if declared.optional:
            return None
        msg = f"VALUES ?{site.name}: UNDEF, but the parameter is not optional; give a default"
        raise QueryFileError(path, msg, line=site.line)
    try:
        term = read_term(site.content, text)
        default = show_value(declared.type, term)
        if parse_value(declared.name, declared.type, default) == term:
            return default
    except (ValueError, ParameterError) as err:
        raise QueryFileError(path, f"VALUES ?{site.name}: {err}", line=site.line) from err
    msg = f"VALUES ?{site.name}: {site.content} is not of the type {declared.type}"
    raise QueryFileError(path, msg, line=site.line)
