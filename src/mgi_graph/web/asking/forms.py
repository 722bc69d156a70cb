"""Make the form of a canned query: its fields, what they offer, and what is wrong in them."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode

from mgi_graph.errors import MgiGraphError, ParameterError, UnknownNameError
from mgi_graph.queries import CannedQuery, Parameter, ParameterType
from mgi_graph.queries.things import find_term
from mgi_graph.queries.values import parse_value, show_value
from mgi_graph.rdf.iris import mint_iri
from mgi_graph.rdf.terms import SKOS
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select
from mgi_graph.web.api.canned import list_choices
from mgi_graph.web.linked_data.similar import name_things
from mgi_graph.web.pages.rendering import Reader
from mgi_graph.web.pages.texts import find_words, load_texts

LANG: Final = "lang"
"""The parameter that follows the address of a page."""

_NEAR: Final = 5
_CUTOFF: Final = 0.5
_SDG: Final = "http://metadata.un.org/sdg/"
_MATCHES: Final = " ".join(
    map(str, (SKOS.relatedMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch))
)

Choices = list[tuple[str, str]]
"""The values that a field offers, each with its label; empty where any text can be written."""


@dataclass(frozen=True, slots=True)
class Field:
    """Hold a parameter with its value as written and what else it can be.

    ``label`` is what the value is called where there is nothing to choose from.
    """

    parameter: Parameter
    value: str
    choices: Choices
    label: str = ""

    def say(self) -> str:
        """Return the label of the value, the value itself where it has none."""
        return dict(self.choices).get(self.value) or self.label or self.value


@dataclass(frozen=True, slots=True)
class Mistake:
    """Say what is wrong with a request: which parameter, which value, and what is near.

    ``value`` is ``None`` where there is no such parameter. ``near`` has labels with addresses.
    """

    parameter: str
    value: str | None
    expected: str
    near: tuple[tuple[str, str], ...]


def make_fields(
    store: DatasetStore, query: CannedQuery, values: Mapping[str, str], reader: Reader
) -> list[Field]:
    """Return the fields of a query's form, each with its value or its default."""
    fields = []
    for each in query.parameters:
        if each.name != LANG:
            value = _resolve(store, each, values.get(each.name, each.default or ""))
            choices = _choices(store, each, reader)
            label = "" if choices else _name(store, each, value, reader)
            fields.append(Field(each, value, choices, label))
    return fields


def _name(store: DatasetStore, parameter: Parameter, value: str, reader: Reader) -> str:
    """Return what the thing is called that a value names, the value where it names none."""
    try:
        term = parse_value(parameter.name, parameter.type, value)
    except ParameterError:
        return value
    if not isinstance(term, NamedNode):
        return value
    return name_things(store, [term], reader).get(term, value)


def _resolve(store: DatasetStore, parameter: Parameter, value: str) -> str:
    """Return a value as the form offers it: a place given by its name is one of the list too."""
    if not value or parameter.values:
        return value
    try:
        return show_value(parameter.type, find_term(store, parameter, value))
    except (UnknownNameError, ParameterError):
        return value


def _choices(store: DatasetStore, parameter: Parameter, reader: Reader) -> Choices:
    words = find_words(reader.language)
    match parameter.type:
        case ParameterType.STATUS:
            labels = (words.well_developed_area, words.area_for_development)
            return list(zip(("well-developed", "for-development"), labels, strict=True))
        case ParameterType.COMPACT_OBJECTIVE:
            return _list_objectives(store, reader)
        case ParameterType.SDG_TARGET:
            return _list_targets(store)
        case ParameterType.LANGUAGE | ParameterType.STRING:
            offered = list_choices(store, parameter, reader)
            return [(value, say_value(parameter.name, value, reader)) for value, _ in offered]
        case _:
            return list_choices(store, parameter, reader)


def say_value(parameter: str, value: str, reader: Reader) -> str:
    """Return the words for one of the few values of a parameter, the value where it has none.

    >>> say_value("level", "national", Reader("es"))
    'nacional'
    """
    words = load_texts().get(f"ask_value_{parameter}_{value}")
    return words[reader.language] if words else value


def _list_objectives(store: DatasetStore, reader: Reader) -> Choices:
    scheme = mint_iri("scheme", "compact-objectives")
    rows = select(
        store,
        f"SELECT ?thing ?label WHERE {{ ?thing {SKOS.inScheme} {scheme} ; {SKOS.prefLabel} ?label "
        f"FILTER(LANG(?label) = {Literal(reader.language)}) }}",
    )
    found = {
        show_value(ParameterType.COMPACT_OBJECTIVE, thing): label.value
        for thing, label in rows
        if isinstance(thing, NamedNode) and isinstance(label, Literal)
    }
    return [(number, f"{number}. {found[number]}") for number in sorted(found, key=_by_number)]


def _list_targets(store: DatasetStore) -> Choices:
    rows = select(
        store,
        f"SELECT DISTINCT ?target WHERE {{ VALUES ?match {{ {_MATCHES} }} ?matter ?match ?target "
        f"FILTER(STRSTARTS(STR(?target), {Literal(_SDG)}) && CONTAINS(STR(?target), '.')) }}",
    )
    numbers = [
        target.value.removeprefix(_SDG)
        for (target,) in rows
        if isinstance(target, NamedNode) and "." in target.value.removeprefix(_SDG)
    ]
    return [(number, number) for number in sorted(numbers, key=_by_number)]


def _by_number(text: str) -> tuple[tuple[int, str], ...]:
    """Order 8.7 before 8.8 and 10.2, and 10.2 before 10.c.

    >>> sorted(["10.c", "10.2", "8.8"], key=_by_number)
    ['8.8', '10.2', '10.c']
    """
    return tuple((int(part) if part.isdigit() else 999, part) for part in text.split("."))


def explain(
    store: DatasetStore,
    error: UnknownNameError | ParameterError,
    query: CannedQuery,
    fields: list[Field],
    reader: Reader,
) -> Mistake:
    """Say in the reader's words what is wrong, with the nearest things that would be right."""
    if isinstance(error, UnknownNameError) and error.kind == "parameter":
        names = [error.nearest] if error.nearest else []
        return Mistake(
            error.name, None, "", tuple((name, address(query, {}, reader)) for name in names)
        )
    field = _find_field(error, fields)
    if field is None:
        raise error
    values = {each.parameter.name: each.value for each in fields if each.value}
    near = tuple(
        (label, address(query, {**values, field.parameter.name: value}, reader))
        for value, label in _find_near(store, field, error, reader)
    )
    words = load_texts().get(f"ask_expected_{field.parameter.type.value}")
    return Mistake(
        field.parameter.summary[reader.language],
        field.value,
        words[reader.language] if words and not field.choices else "",
        near,
    )


def _find_field(error: MgiGraphError, fields: list[Field]) -> Field | None:
    for field in fields:
        named = isinstance(error, ParameterError) and error.name == field.parameter.name
        kinds = {field.parameter.type.value, f"value of {field.parameter.name}"}
        unknown = (
            isinstance(error, UnknownNameError)
            and error.kind in kinds
            and error.name == field.value
        )
        if named or unknown:
            return field
    return None


def _find_near(
    store: DatasetStore, field: Field, error: UnknownNameError | ParameterError, reader: Reader
) -> Choices:
    by_word = {
        word.casefold(): (value, label) for value, label in field.choices for word in (value, label)
    }
    words = difflib.get_close_matches(field.value.casefold(), by_word, n=_NEAR, cutoff=_CUTOFF)
    found = [by_word[word] for word in words]
    if error.nearest is not None and error.nearest not in dict(found):
        label = dict(field.choices).get(error.nearest)
        found.append((error.nearest, label or _name(store, field.parameter, error.nearest, reader)))
    return list(dict.fromkeys(found))


def address(query: CannedQuery, values: Mapping[str, str | int], reader: Reader) -> str:
    """Return the address of a query's page with these values."""
    search = urlencode(sorted((name, value) for name, value in values.items()))
    path = f"{reader.home}/ask/{query.name}"
    return f"{path}?{search}" if search else path
