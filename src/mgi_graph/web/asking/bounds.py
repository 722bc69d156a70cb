"""Tell when a question has to be bounded before a large dataset is asked it."""

from collections.abc import Mapping
from typing import Final

from pyoxigraph import Literal

from mgi_graph.queries import CannedQuery, Parameter, ParameterType
from mgi_graph.rdf.terms import MGI, VOID
from mgi_graph.store import DatasetStore
from mgi_graph.store.asking import select

LARGE: Final = 10_000
"""From how many findings on nothing is asked of all of them for a page that shows a few rows.

Of 34,498 findings, fourteen of the questions about everything take 2 s to more than 9 s.
"""

_BOUNDING: Final = frozenset(
    {
        ParameterType.PLACE,
        ParameterType.COUNTRY,
        ParameterType.PROFILE,
        ParameterType.INDICATOR,
        ParameterType.FINDING,
        ParameterType.THING,
    }
)
"""What a question is asked of, so that its cost does not grow with everything else."""


_SHORT: Final = frozenset(
    {
        "indicator-without-domain",
        "place-without-coordinates",
        "place-without-country",
        "place-without-identifier",
        "profile-without-month",
        "profile-without-place",
        "profile-without-source",
    }
)
"""Questions that read no statements, and so are answered of everything at any size."""


def list_open_bounds(query: CannedQuery, values: Mapping[str, str]) -> tuple[Parameter, ...]:
    """Return the parameters of which one has to be chosen; none where one is, or none exists.

    A question that compares one place with all others needs a bound of the others too.

    >>> from mgi_graph.queries import find_query
    >>> [each.name for each in list_open_bounds(find_query("claims"), {"profile": ""})]
    ['profile', 'finding']
    >>> list_open_bounds(find_query("claims"), {"profile": "col-medellin-2022"})
    ()
    >>> peers = find_query("peer-learning")
    >>> [each.name for each in list_open_bounds(peers, {"place": "col-medellin"})]
    ['indicator', 'country']
    """
    if query.name in _SHORT:
        return ()
    bounds = tuple(each for each in query.parameters if each.type in _BOUNDING)
    if any(each.type is ParameterType.PLACE and not each.optional for each in bounds):
        bounds = tuple(each for each in bounds if each.optional)
    return () if any(values.get(each.name) for each in bounds) else bounds


def count_findings(store: DatasetStore) -> int:
    """Return how many findings the dataset says that it has, 0 where it does not say."""
    counts = [
        int(number.value)
        for (number,) in select(
            store,
            f"SELECT ?number WHERE {{ ?part {VOID['class']} {MGI.Finding} ; "
            f"{VOID.entities} ?number }}",
        )
        if isinstance(number, Literal)
    ]
    return max(counts, default=0)
