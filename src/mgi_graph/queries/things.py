"""Find the thing in a dataset that a user means."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from mgi_graph.errors import ParameterError, UnknownNameError, nearest
from mgi_graph.model.names import fold_name, slugify
from mgi_graph.queries.model import Parameter, ParameterType
from mgi_graph.queries.values import THING_FOLDERS, parse_value, read_iri, show_value
from mgi_graph.rdf.iris import mint_iri
from mgi_graph.rdf.terms import DCTERMS, MGI, SCHEMA, SKOS
from mgi_graph.results import Boolean, Solutions
from mgi_graph.store import Store

_FEW: Final = 12


@dataclass(frozen=True, slots=True)
class _Kind:
    """Say by which classes and labels a thing of some type is found.

    The subclasses are named too, for a dataset without inferred triples.
    """

    classes: tuple[NamedNode, ...]
    labels: tuple[NamedNode, ...] = ()


_LABELS: Final = (SKOS.prefLabel, SKOS.altLabel)
_KINDS: Final = {
    ParameterType.PLACE: _Kind((MGI.Place, MGI.City, MGI.Region, MGI.Country), _LABELS),
    ParameterType.COUNTRY: _Kind((MGI.Country,), (*_LABELS, MGI.alpha2Code, MGI.alpha3Code)),
    ParameterType.PROFILE: _Kind((MGI.Profile,), (DCTERMS.title,)),
    ParameterType.DOMAIN: _Kind((MGI.Domain,), _LABELS),
    ParameterType.INDICATOR: _Kind((MGI.Indicator,), _LABELS),
    ParameterType.FINDING: _Kind((MGI.Finding, MGI.WellDevelopedArea, MGI.AreaForDevelopment)),
    ParameterType.GROUP: _Kind((MGI.PopulationGroup,), _LABELS),
    ParameterType.THING: _Kind(
        (MGI.Institution, MGI.PolicyInstrument, MGI.Programme, MGI.Network, MGI.Event),
        (*_LABELS, SCHEMA.name),
    ),
}


def find_term(store: Store, parameter: Parameter, text: str) -> NamedNode | Literal:
    """Return the term for ``text``, looking a thing up in the dataset by slug, IRI or label.

    Labels are compared in every language, without regard to case and accents.
    Raises :class:`~mgi_graph.errors.UnknownNameError` for a thing that the dataset
    does not have and :class:`~mgi_graph.errors.ParameterError` for any other wrong
    value.
    """
    kind = _KINDS.get(parameter.type)
    if kind is None:
        return parse_value(parameter.name, parameter.type, text)
    try:
        term = parse_value(parameter.name, parameter.type, text)
    except ParameterError:
        term = None
    if isinstance(term, NamedNode) and _exists(store, kind, term):
        return term
    if parameter.type is ParameterType.THING and (found := _find_by_slug(store, kind, text)):
        if len(found) == 1:
            return found[0]
        raise _several(parameter, text, found)
    return _find_by_label(store, kind, parameter, text)


def _exists(store: Store, kind: _Kind, thing: NamedNode) -> bool:
    answer = store.query(f"ASK {{ VALUES ?class {{ {_listed(kind.classes)} }} {thing} a ?class }}")
    return isinstance(answer, Boolean) and answer.value


def _find_by_slug(store: Store, kind: _Kind, text: str) -> list[NamedNode]:
    """Return what findings name under that slug, whatever its class.

    It spares reading the labels of all, which are many.
    """
    slug = slugify(text)
    things = [mint_iri(folder, slug) for folder in THING_FOLDERS] if slug else []
    return [each for each in things if _exists(store, kind, each)]


def _several(parameter: Parameter, text: str, found: list[NamedNode]) -> ParameterError:
    several = ", ".join(show_value(parameter.type, thing) for thing in found)
    return ParameterError(parameter.name, text, f"a single {parameter.type}; it names {several}")


def _find_by_label(store: Store, kind: _Kind, parameter: Parameter, text: str) -> NamedNode:
    labels = _labels_of_all(store, kind)
    folded = fold_name(text)
    found = [thing for thing, names in labels.items() if folded and folded in map(fold_name, names)]
    if len(found) == 1:
        return found[0]
    if found:
        raise _several(parameter, text, found)
    slugs = {thing: show_value(parameter.type, thing) for thing in labels}
    by_label = {name: slugs[thing] for thing, names in labels.items() for name in names}
    raise _unknown(parameter, text, sorted(slugs.values()), by_label)


def _unknown(
    parameter: Parameter, text: str, slugs: list[str], by_label: dict[str, str]
) -> UnknownNameError:
    label = nearest(text, by_label)
    if not slugs:
        hint = (
            f"the dataset has no {parameter.type} at all; it needs the vocabularies as a built "
            "dataset has them, and an endpoint must search the union of its named graphs"
        )
    elif len(slugs) <= _FEW:
        hint = f"expected one of {', '.join(slugs)}"
    elif label is not None:
        hint = f"{label} is {by_label[label]}"
    else:
        hint = f"the dataset has {len(slugs)} to choose from, {slugs[0]} for one"
    is_iri = _is_iri(text)
    known = [parse_value(parameter.name, parameter.type, slug).value for slug in slugs]
    return UnknownNameError(parameter.type, text, known if is_iri else slugs, hint=hint)


def _is_iri(text: str) -> bool:
    try:
        return read_iri(text) is not None
    except ValueError:
        return True


def _labels_of_all(store: Store, kind: _Kind) -> dict[NamedNode, list[str]]:
    answer = store.query(f"""
        SELECT DISTINCT ?thing ?label {{
          VALUES ?class {{ {_listed(kind.classes)} }}
          ?thing a ?class .
          OPTIONAL {{ VALUES ?property {{ {_listed(kind.labels)} }} ?thing ?property ?label }}
        }} ORDER BY ?thing STR(?label)""")
    found: dict[NamedNode, list[str]] = defaultdict(list)
    for thing, label in answer.rows if isinstance(answer, Solutions) else ():
        if isinstance(thing, NamedNode):
            found[thing] += [label.value] if isinstance(label, Literal) else []
    return found


def _listed(terms: tuple[NamedNode, ...]) -> str:
    return " ".join(map(str, terms))
