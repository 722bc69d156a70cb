"""Set rdflib's query engine right where it differs from SPARQL 1.1 or could use the network.

The settings are rdflib's own and hold for the whole process.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rdflib.plugins.sparql.parserutils import CompValue
    from rdflib.plugins.sparql.sparql import FrozenBindings, QueryContext

_NAME = "https://w3id.org/mgi-graph/"


def repair_rdflib() -> None:
    """Make rdflib fetch no graph that a query names, and group nothing into no group.

    Without it, rdflib loads each graph of ``FROM`` that the dataset lacks from the
    web; and ``GROUP BY`` over no solutions gives one empty solution, which joined
    with a pattern gives everything that the pattern matches.
    """
    from rdflib.plugins import sparql

    sparql.SPARQL_LOAD_GRAPHS = False
    sparql.CUSTOM_EVALS[_NAME] = _group


def _group(context: "QueryContext", part: "CompValue") -> "Iterable[FrozenBindings]":
    """Evaluate the grouping of a query (SPARQL 1.1, section 18.5.1).

    Raises :class:`NotImplementedError` for any other part, as rdflib expects.
    """
    from rdflib.plugins.sparql.evaluate import evalAggregateJoin, evalPart

    if part.name != "AggregateJoin" or part.p.expr is None:
        raise NotImplementedError
    groups = list(evalAggregateJoin(context, part))
    may_be_of_nothing = len(groups) == 1 and not list(groups[0])
    if may_be_of_nothing and next(iter(evalPart(context, part.p)), None) is None:
        return []
    return groups
