"""Keep a dataset in memory in rdflib.

It is the slow one of the two embedded stores, for those who work with rdflib
and as a second opinion on queries.
"""

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple
from pyoxigraph import Store as PyoxigraphStore

from mgi_graph.errors import StoreError
from mgi_graph.namespaces import PREFIXES
from mgi_graph.results import Boolean, Graph, Result, Solutions, Term
from mgi_graph.store.escapes import spell_escapes
from mgi_graph.store.form import find_form
from mgi_graph.store.guard import refuse_service
from mgi_graph.store.lexer import TokenKind, main_keyword, tokenise
from mgi_graph.store.rdf_dataset import check_graphs, find_dataset
from mgi_graph.store.rdflib_repairs import repair_rdflib
from mgi_graph.store.syntax import check_syntax

if TYPE_CHECKING:
    import rdflib
    from rdflib.query import Result as RdflibResult
    from rdflib.term import Identifier, Node

_STRING = NamedNode(PREFIXES["xsd"] + "string")
_STRING_DATATYPES = {"^^xsd:string", f"^^{_STRING}"}


class RdflibStore:
    """Answer queries from an rdflib dataset, without the network.

    Make one with :meth:`of`.
    """

    def __init__(self, dataset: "rdflib.Dataset") -> None:
        """Take over ``dataset``, whose default graph becomes the union of its graphs."""
        dataset.default_union = True
        self._dataset = dataset

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> "RdflibStore":
        """Return a store with these quads.

        Numbers are brought to their canonical form, as Oxigraph does.
        """
        import rdflib

        canonical = PyoxigraphStore()
        canonical.bulk_extend(quads)
        dataset = rdflib.Dataset(default_union=True)
        with _without_own_warnings():
            for quad in sorted(canonical, key=str):
                subject, predicate = _to_rdflib(quad.subject), _to_rdflib(quad.predicate)
                triple = subject, predicate, _to_rdflib(quad.object)
                if isinstance(quad.graph_name, DefaultGraph):
                    dataset.add(triple)
                else:
                    dataset.add((*triple, dataset.graph(_to_rdflib(quad.graph_name))))
        return cls(dataset)

    def query(self, text: str, /) -> Result:
        """Return the answer to a query; see :class:`~mgi_graph.store.Store`.

        ``SERVICE`` is refused. The syntax is checked by pyoxigraph first: its
        grammar is the stricter one and its messages are those of the other store.
        """
        from pyparsing import ParseException
        from rdflib.plugins.sparql.sparql import SPARQLError

        find_form(text)
        refuse_service(text)
        check_graphs(find_dataset(text), self._graphs())
        repair_rdflib()
        try:
            check_syntax(text)
            with _without_own_warnings():
                answer = self._dataset.query(_respell(text))
                return _gather(answer, selects_all=_selects_all(text))
        except ParseException as err:
            msg = f"rdflib cannot parse the query: {err}"
            raise StoreError(msg) from err
        except (
            SPARQLError,
            ArithmeticError,
            LookupError,
            RuntimeError,
            TypeError,
            ValueError,
        ) as err:
            msg = f"rdflib cannot evaluate the query: {err}"
            raise StoreError(msg) from err

    def _graphs(self) -> frozenset[str]:
        with _without_own_warnings():
            return frozenset(str(graph.identifier) for graph in self._dataset.graphs())


@contextmanager
def _without_own_warnings() -> Iterator[None]:
    """Silence what rdflib 7 warns of inside itself: its own use of what it deprecates."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"rdflib\.")
        yield


def _respell(text: str) -> str:
    r"""Return the query written so that rdflib reads what the other engines read.

    rdflib turns a tab inside a string into spaces and tells ``"es"^^xsd:string``
    from ``"es"``, which are one term in RDF 1.1; and see
    :func:`~mgi_graph.store.spell_escapes`.

    >>> _respell('ASK { ?s ?p "a\tb"^^xsd:string }')
    'ASK { ?s ?p "a\\tb" }'
    """
    spelt = ""
    end = 0
    tokens = list(tokenise(text))
    for number, token in enumerate(tokens):
        is_string = token.kind is TokenKind.STRING
        if token.start < end:
            continue
        spelt += text[end : token.start]
        spelt += token.text.replace("\t", r"\t") if is_string else token.text
        datatype = tokens[number + 1 : number + 4]
        is_plain = is_string and "".join(each.text for each in datatype) in _STRING_DATATYPES
        end = datatype[-1].end if is_plain else token.end
    return spell_escapes(spelt + text[end:])


def _gather(answer: "RdflibResult", *, selects_all: bool) -> Result:
    if answer.type == "ASK":
        return Boolean(bool(answer.askAnswer))
    if answer.type != "SELECT":
        return Graph.of(_triple(triple) for triple in answer.graph or ())
    variables = list(answer.vars or [])
    if selects_all:
        # rdflib gives them in the order of a set; Oxigraph in alphabetical order.
        variables.sort()
    rows = (
        tuple(_from_rdflib(binding.get(variable)) for variable in variables)
        for binding in answer.bindings
    )
    return Solutions(tuple(str(variable) for variable in variables), tuple(rows))


def _selects_all(text: str) -> bool:
    """Say whether the query is a ``SELECT *``.

    >>> _selects_all("PREFIX a: <urn:a> SELECT DISTINCT * {}"), _selects_all("SELECT ?s {}")
    (True, False)
    """
    select = main_keyword(text)
    if select is None or not select.is_word("SELECT"):
        return False
    after = (token for token in tokenise(text[select.end :]))
    first = next((token for token in after if not token.is_word("DISTINCT", "REDUCED")), None)
    return first is not None and first.text == "*"


def _to_rdflib(term: Term) -> "Identifier":
    import rdflib

    match term:
        case NamedNode():
            return rdflib.URIRef(term.value)
        case BlankNode():
            return rdflib.BNode(term.value)
        case Literal() if term.language is not None:
            return rdflib.Literal(term.value, lang=term.language)
        case Literal() if term.datatype == _STRING:
            return rdflib.Literal(term.value)
        case Literal():
            datatype = rdflib.URIRef(term.datatype.value)
            return rdflib.Literal(term.value, datatype=datatype, normalize=False)
        case Triple():
            msg = "rdflib cannot hold triple terms (RDF 1.2); use the Oxigraph store"
            raise StoreError(msg)


def _from_rdflib(node: "Node | None") -> Term | None:
    import rdflib

    match node:
        case None:
            return None
        case rdflib.URIRef():
            return NamedNode(str(node))
        case rdflib.BNode():
            return BlankNode(str(node))
        case rdflib.Literal() if node.language is not None:
            return Literal(str(node), language=node.language)
        case rdflib.Literal():
            return Literal(str(node), datatype=NamedNode(str(node.datatype or _STRING.value)))
        case _:
            msg = f"rdflib answered with what is no RDF term: {node!r}"
            raise StoreError(msg)


def _triple(triple: "tuple[Node, Node, Node]") -> Triple:
    subject, predicate, object_ = (_from_rdflib(node) for node in triple)
    if (
        not isinstance(subject, NamedNode | BlankNode)
        or not isinstance(predicate, NamedNode)
        or object_ is None
    ):
        msg = f"rdflib answered with what is no RDF triple: {triple!r}"
        raise StoreError(msg)
    return Triple(subject, predicate, object_)
