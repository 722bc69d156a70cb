"""Turn what a user types for a parameter into a term, and back."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from mgi_graph.errors import ParameterError
from mgi_graph.model import Status
from mgi_graph.model.names import slugify
from mgi_graph.namespaces import ID, PREFIXES
from mgi_graph.queries.model import LANGUAGES, ParameterType
from mgi_graph.rdf.iris import STATUS_CLASSES, mint_iri

_SDG: Final = "http://metadata.un.org/sdg/"
_LAST_OBJECTIVE: Final = 23
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_TARGET = re.compile(r"(?:[1-9]|1[0-7])\.(?:[1-9][0-9]?|[a-d])")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_INTEGER_TYPE: Final = NamedNode(PREFIXES["xsd"] + "integer")

FOLDERS: Final = {
    ParameterType.PLACE: "place",
    ParameterType.COUNTRY: "place",
    ParameterType.PROFILE: "profile",
    ParameterType.DOMAIN: "domain",
    ParameterType.INDICATOR: "indicator",
    ParameterType.FINDING: "finding",
    ParameterType.GROUP: "group",
    ParameterType.COMPACT_OBJECTIVE: "compact",
}
"""Where the IRIs of each type of thing stand."""

THING_FOLDERS: Final = ("agent", "event", "instrument", "network", "programme")
"""Where the IRIs of the things that findings name stand, by their classes."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """Say how a type is read (``None`` for what is not of it) and what is expected."""

    read: Callable[[str], NamedNode | Literal | None]
    expected: str
    known: tuple[str, ...] = ()


def parse_value(name: str, type_: ParameterType, text: str) -> NamedNode | Literal:
    """Return the term for ``text`` as the value of parameter ``name``.

    A thing may be given by slug or by IRI, in angle brackets or not. Whether it
    exists is not looked at. Raises :class:`~mgi_graph.errors.ParameterError`.

    >>> parse_value("place", ParameterType.PLACE, "col-medellin")
    <NamedNode value=https://w3id.org/mgi-graph/id/place/col-medellin>
    >>> parse_value("objective", ParameterType.COMPACT_OBJECTIVE, "24")
    Traceback (most recent call last):
    mgi_graph.errors.ParameterError: parameter objective: '24' is not a number from 1 to 23
    """
    rule = _RULES[type_]
    try:
        term = rule.read(text)
    except ValueError as err:
        raise ParameterError(name, text, rule.expected, rule.known) from err
    if term is None:
        raise ParameterError(name, text, rule.expected, rule.known)
    return term


def show_value(type_: ParameterType, term: NamedNode | Literal) -> str:
    """Return a term as a user would type it.

    >>> show_value(ParameterType.PLACE, NamedNode("https://w3id.org/mgi-graph/id/place/col"))
    'col'
    """
    if type_ is ParameterType.STATUS:
        return next((word for word, status in _STATUSES.items() if status == term), term.value)
    if type_ is ParameterType.SDG_TARGET:
        return term.value.removeprefix(_SDG)
    if type_ is ParameterType.THING:
        return term.value.removeprefix(ID)
    if type_ in FOLDERS:
        return term.value.removeprefix(f"{ID}{FOLDERS[type_]}/")
    return term.value


def read_iri(text: str) -> NamedNode | None:
    """Return the IRI that ``text`` is, ``None`` for text that has not the form of one.

    Raises :class:`ValueError` for a form with characters that no IRI has.

    >>> read_iri("<https://example.org/a>")
    <NamedNode value=https://example.org/a>
    >>> read_iri("Medellín") is None
    True
    """
    bare = text.strip()
    if bare.startswith("<") and bare.endswith(">"):
        bare = bare[1:-1]
    return NamedNode(bare) if _SCHEME.match(bare) else None


_STATUSES: Final = {status.value: STATUS_CLASSES[status] for status in Status}


def _read_thing(folder: str) -> Callable[[str], NamedNode | None]:
    def read(text: str) -> NamedNode | None:
        iri = read_iri(text)
        if iri is not None:
            return iri
        # Tables show the path under the namespace of the data, which begins with the folder.
        path = text.strip().removeprefix(f"{folder}/")
        parts = [slugify(part) for part in path.split("/")]
        return mint_iri(folder, *parts) if all(parts) else None

    return read


def _read_named(text: str) -> NamedNode | None:
    iri = read_iri(text)
    if iri is not None:
        return iri
    # A slug alone does not say which folder; only a dataset does.
    folder, _, slug = text.strip().partition("/")
    slug = slugify(slug)
    return mint_iri(folder, slug) if folder in THING_FOLDERS and slug else None


def _read_status(text: str) -> NamedNode | None:
    iri = read_iri(text)
    if iri is not None:
        return iri if iri in _STATUSES.values() else None
    return _STATUSES.get(slugify(text))


def _read_language(text: str) -> Literal | None:
    tag = text.strip().lower()
    return Literal(tag) if tag in LANGUAGES else None


def _read_integer(text: str) -> Literal | None:
    bare = text.strip()
    return Literal(str(int(bare)), datatype=_INTEGER_TYPE) if _INTEGER.fullmatch(bare) else None


def _read_objective(text: str) -> NamedNode | None:
    numbers = {mint_iri("compact", number) for number in range(1, _LAST_OBJECTIVE + 1)}
    iri = read_iri(text) or mint_iri("compact", slugify(text))
    return iri if iri in numbers else None


def _read_target(text: str) -> NamedNode | None:
    iri = read_iri(text)
    number = text.strip().lower() if iri is None else iri.value.removeprefix(_SDG)
    return NamedNode(_SDG + number) if _TARGET.fullmatch(number) else None


def _thing(type_: ParameterType, what: str) -> _Rule:
    return _Rule(_read_thing(FOLDERS[type_]), what)


_RULES: Final = {
    ParameterType.PLACE: _thing(
        ParameterType.PLACE, "a place's slug, name or IRI, such as col-medellin"
    ),
    ParameterType.COUNTRY: _thing(
        ParameterType.COUNTRY, "a country's ISO 3166-1 code, name or IRI, such as col"
    ),
    ParameterType.PROFILE: _thing(
        ParameterType.PROFILE, "a profile's slug or IRI, such as col-medellin-2022"
    ),
    ParameterType.DOMAIN: _thing(
        ParameterType.DOMAIN, "a domain's slug, name or IRI, such as partnerships"
    ),
    ParameterType.INDICATOR: _thing(
        ParameterType.INDICATOR, "an indicator's slug, name or IRI, such as ethical-recruitment"
    ),
    ParameterType.FINDING: _thing(
        ParameterType.FINDING,
        "a finding's path or IRI, such as col-medellin-2022/partnerships/well-developed/1",
    ),
    ParameterType.GROUP: _thing(
        ParameterType.GROUP, "a population group's slug, name or IRI, such as refugees"
    ),
    ParameterType.THING: _Rule(
        _read_named,
        "the path, such as network/mercociudades, or IRI of what a finding names, "
        "or its slug or name where it is looked up in a dataset",
    ),
    ParameterType.STATUS: _Rule(_read_status, f"one of {', '.join(_STATUSES)}", tuple(_STATUSES)),
    ParameterType.LANGUAGE: _Rule(_read_language, f"one of {', '.join(LANGUAGES)}", LANGUAGES),
    ParameterType.COMPACT_OBJECTIVE: _Rule(
        _read_objective, f"a number from 1 to {_LAST_OBJECTIVE}"
    ),
    ParameterType.SDG_TARGET: _Rule(
        _read_target, "the number of a target of the Sustainable Development Goals, such as 10.7"
    ),
    ParameterType.INTEGER: _Rule(_read_integer, "a whole number of at most 18 digits"),
    ParameterType.STRING: _Rule(Literal, "text in Unicode"),
}
