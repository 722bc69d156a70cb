"""Set rdflib's query engine right where it differs from SPARQL 1.1 or could use the network.

The settings are rdflib's own and hold for the whole process.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rdflib.plugins.sparql.parserutils import CompValue
    from rdflib.plugins.sparql.sparql import FrozenBindings, QueryContext
    from rdflib.term import Variable

_NAME = "https://w3id.org/mgi-graph/"
_SEEN = "_mgi_values"
"""Where a part keeps the variables of ``VALUES`` in it once they are known."""


def repair_rdflib() -> None:
    """Make rdflib keep to SPARQL where it does not, and fetch no graph that a query names.

    Without it, rdflib loads each graph of ``FROM`` that the dataset lacks from the
    web; ``GROUP BY`` over no solutions gives one empty solution, which joined
    with a pattern gives everything that the pattern matches; ``ORDER BY`` ends in an error
    where an expression has no value for several solutions; and a variable that is bound both
    outside ``OPTIONAL`` and in it, by ``VALUES``, is unknown to the filters in it.
    """
    from rdflib.plugins import sparql

    sparql.SPARQL_LOAD_GRAPHS = False
    sparql.CUSTOM_EVALS[_NAME] = _evaluate


def _evaluate(context: "QueryContext", part: "CompValue") -> "Iterable[FrozenBindings]":
    """Evaluate a part of a query that rdflib does not evaluate as it should.

    Raises :class:`NotImplementedError` for any other part, as rdflib expects.
    """
    _name_values(part)
    if part.name == "AggregateJoin" and part.p.expr is not None:
        return _group(context, part)
    if part.name == "LeftJoin":
        return _join_left(context, part)
    if part.name == "OrderBy":
        return _order(context, part)
    raise NotImplementedError


def _name_values(part: "CompValue") -> "set[Variable]":
    """Add the variables of ``VALUES`` to those that a part and all in it may bind."""
    from rdflib.plugins.sparql.parserutils import CompValue

    if _SEEN in part:
        return set(part[_SEEN])
    found = {each for solution in part.res for each in solution} if part.name == "values" else set()
    for name, inner in part.items():
        if name != "expr":
            parts = inner if isinstance(inner, list) else [inner]
            found |= {
                v for each in parts if isinstance(each, CompValue) for v in _name_values(each)
            }
    if part.name == "Project":
        found &= set(part.PV)
    if "_vars" in part:
        part["_vars"] = part["_vars"] | found
    part[_SEEN] = found
    return found


def _join_left(context: "QueryContext", part: "CompValue") -> "Iterator[FrozenBindings]":
    """Evaluate ``OPTIONAL`` (SPARQL 1.1, section 18.5), its filter seeing all that it binds."""
    from rdflib.plugins.sparql.evaluate import evalPart
    from rdflib.plugins.sparql.evalutils import _ebv

    for left in evalPart(context, part.p1):
        alone = True
        for both in evalPart(context.thaw(left), part.p2):
            if _ebv(part.expr, both.forget(context, _except=part["_vars"])):
                alone = False
                yield both.merge(left)
        if not alone:
            continue
        # What is bound outside this scope must not be why nothing was found.
        own = context.thaw(left.remember(part.p1["_vars"]))
        if not any(_ebv(part.expr, both) for both in evalPart(own, part.p2)):
            yield left


def _order(context: "QueryContext", part: "CompValue") -> "Iterable[FrozenBindings]":
    """Order solutions, what has no value first (SPARQL 1.1, section 15.1)."""
    from rdflib.plugins.sparql.evaluate import evalPart
    from rdflib.plugins.sparql.evalutils import _val
    from rdflib.plugins.sparql.parserutils import value

    solutions = list(evalPart(context, part.p))
    for each in reversed(part.expr):

        def key(solution: "FrozenBindings", expression: object = each.expr) -> tuple[int, object]:
            return _val(value(solution, expression, variables=True)) or (0, "")

        solutions.sort(key=key, reverse=each.order == "DESC")
    return solutions


def _group(context: "QueryContext", part: "CompValue") -> "Iterable[FrozenBindings]":
    """Evaluate the grouping of a query (SPARQL 1.1, section 18.5.1)."""
    from rdflib.plugins.sparql.evaluate import evalAggregateJoin, evalPart

    groups = list(evalAggregateJoin(context, part))
    may_be_of_nothing = len(groups) == 1 and not list(groups[0])
    if may_be_of_nothing and next(iter(evalPart(context, part.p)), None) is None:
        return []
    return groups
