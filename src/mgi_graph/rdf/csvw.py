"""Describe all findings as one flat table: the query that makes it, and CSV on the Web metadata.

A finding has a row for each language that it is stated in. The description follows the
Metadata Vocabulary for Tabular Data; a column that says something of the profile or the
place, not of the finding, names that as its subject. Statements are not made into RDF: a
column has one language (section 5.1.1), and they have several. What nobody has confirmed has
columns of its own and is not made into RDF either.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from mgi_graph.rdf.catalogue import DESCRIPTIONS, LICENCE
from mgi_graph.rdf.csvw_texts import COLUMN_TEXTS, TABLE_TITLES
from mgi_graph.rdf.iris import STATUS_CLASSES, mint_graph
from mgi_graph.rdf.terms import DCTERMS, MGI, OA, PROV, SCHEMA, SKOS


@dataclass(frozen=True, slots=True)
class _Column:
    """Hold a column: its datatype, and the property of ``subject`` that it gives, if any.

    ``subject`` is the column that names the thing, the finding where it is not said.
    """

    name: str
    datatype: str
    property: NamedNode | None = None
    subject: str = "finding"
    required: bool = True
    more: Mapping[str, str] | None = None


_LIST: Final = {"separator": " "}

_COLUMNS: Final = (
    _Column("finding", "anyURI"),
    _Column("profile", "anyURI", MGI.reportedIn),
    _Column("issued", "gYearMonth", DCTERMS.issued, "profile"),
    _Column("place", "anyURI", MGI.assesses, "profile"),
    _Column("placeLabel", "string", SKOS.prefLabel, "place", required=False, more={"lang": "en"}),
    _Column("country", "anyURI", required=False),
    _Column("domain", "anyURI", MGI.inDomain),
    _Column("status", "string"),
    _Column("position", "positiveInteger", MGI.position),
    _Column("statement", "string"),
    _Column("language", "language"),
    _Column("indicators", "anyURI", MGI.addresses, required=False, more=_LIST),
    _Column("indicatorsReview", "string", required=False, more=_LIST),
    _Column("things", "anyURI", MGI.mentions, required=False, more=_LIST),
    _Column("thingLabels", "string", required=False, more={"separator": "; "}),
    _Column("groups", "anyURI", MGI.concernsGroup, required=False, more=_LIST),
    _Column("suggestedIndicators", "anyURI", required=False, more=_LIST),
    _Column("suggestedThings", "anyURI", required=False, more=_LIST),
    _Column("suggestedGroups", "anyURI", required=False, more=_LIST),
    _Column("file", "string", required=False),
    _Column("line", "positiveInteger", required=False),
    _Column("start", "nonNegativeInteger", required=False),
    _Column("end", "nonNegativeInteger", required=False),
)

COLUMNS: Final = tuple(column.name for column in _COLUMNS)
"""The names of the columns, in their order."""

_KINDS: Final = " ".join(
    f'({class_} "{status.value}" {order})'
    for order, (status, class_) in enumerate(STATUS_CLASSES.items())
)

_SUGGESTIONS: Final = mint_graph("suggestions")


def _list(name: str, pattern: str, value: str) -> str:
    """Return the pattern that binds ``name`` to the values of a finding, in one cell.

    ``pattern`` binds ``?finding`` and ``?each``; ``value`` is what the cell has of it, in
    which no separator may stand.
    """
    separator = "; " if name.endswith("Labels") else " "
    return f"""\
OPTIONAL {{
    SELECT ?finding (GROUP_CONCAT(?text; SEPARATOR="{separator}") AS ?{name}) {{
      {{ SELECT DISTINCT ?finding ?each ?text {{ {pattern} BIND({value} AS ?text) }}
        ORDER BY ?finding ?each ?text }}
    }} GROUP BY ?finding
  }}"""


def _linked(property_: NamedNode, *, suggested: bool) -> str:
    """Return the pattern of the links that a person has decided on, or of the others."""
    link = f"?finding {property_} ?each"
    outside = f"GRAPH ?graph {{ {link} }} FILTER(?graph != {_SUGGESTIONS})"
    if suggested:
        return f"GRAPH {_SUGGESTIONS} {{ {link} }} FILTER NOT EXISTS {{ {outside} }}"
    return (
        f"{link} . FILTER(NOT EXISTS {{ GRAPH {_SUGGESTIONS} {{ {link} }} }} "
        f"|| EXISTS {{ {outside} }})"
    )


_LABELLED: Final = (
    f"{_linked(MGI.mentions, suggested=False)} "
    f'?each {SKOS.prefLabel} ?label FILTER(LANG(?label) = "en")'
)
_REVIEWED: Final = (
    f"?assignment {MGI.hasIndicator} ?indicator ; {MGI.hasFinding} ?finding ; "
    f"{MGI.hasReviewStatus} ?each"
)
_LISTS: Final = "\n  ".join(
    (
        _list("indicators", _linked(MGI.addresses, suggested=False), "STR(?each)"),
        _list("indicatorsReview", _REVIEWED, 'REPLACE(STR(?each), "^.*/", "")'),
        _list("things", _linked(MGI.mentions, suggested=False), "STR(?each)"),
        _list("thingLabels", _LABELLED, 'REPLACE(STR(?label), ";", ",")'),
        _list("groups", _linked(MGI.concernsGroup, suggested=False), "STR(?each)"),
        _list("suggestedIndicators", _linked(MGI.addresses, suggested=True), "STR(?each)"),
        _list("suggestedThings", _linked(MGI.mentions, suggested=True), "STR(?each)"),
        _list("suggestedGroups", _linked(MGI.concernsGroup, suggested=True), "STR(?each)"),
    )
)

FINDINGS_TABLE: Final = f"""\
SELECT {" ".join(f"?{name}" for name in COLUMNS)}
WHERE {{
  VALUES (?kind ?status ?order) {{ {_KINDS} }}
  ?finding a ?kind ; {MGI.reportedIn} ?profile ; {MGI.inDomain} ?domain ;
    {MGI.position} ?position ; {MGI.statement} ?statement .
  BIND(LANG(?statement) AS ?language)
  ?profile {MGI.assesses} ?place ; {DCTERMS.issued} ?issued .
  OPTIONAL {{ ?place {SKOS.prefLabel} ?placeLabel FILTER(LANG(?placeLabel) = "en") }}
  OPTIONAL {{ ?place {MGI.inCountry} ?its }}
  OPTIONAL {{ ?place a ?national FILTER(?national = {MGI.Country}) }}
  BIND(COALESCE(?its, IF(BOUND(?national), ?place, ?its)) AS ?country)
  OPTIONAL {{ ?domain {SKOS.notation} ?number }}
  {_LISTS}
  OPTIONAL {{
    ?finding {PROV.wasQuotedFrom} ?passage .
    ?passage {DCTERMS.language} ?language ; {MGI.line} ?line ;
      {OA.hasSource}/{SCHEMA.name} ?file ; {OA.hasSelector} ?selector .
    ?selector {OA.start} ?start ; {OA.end} ?end .
  }}
}}
ORDER BY ?profile ?number ?domain ?order ?position ?finding ?language ?file ?start
"""
"""The query whose answer is the table, a finding's rows in the order of its profile."""


def describe_table(url: str) -> dict[str, object]:
    """Describe the table that stands at ``url``, which may be relative to the description."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": url,
        "dc:title": _by_language(TABLE_TITLES),
        "dc:description": _by_language(DESCRIPTIONS),
        "dc:license": {"@id": LICENCE.value},
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ","},
        "tableSchema": {
            "aboutUrl": "{+finding}",
            "primaryKey": ["finding", "language"],
            "columns": [_describe_column(column) for column in _COLUMNS],
        },
    }


def _describe_column(column: _Column) -> dict[str, object]:
    """Describe a column; what is no property of a thing is not made into RDF."""
    described: dict[str, object] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": _by_language(COLUMN_TEXTS[column.name]),
        "datatype": column.datatype,
        "required": column.required,
    }
    if column.property is None:
        described["suppressOutput"] = True
    else:
        described["propertyUrl"] = column.property.value
        described["aboutUrl"] = f"{{+{column.subject}}}"
        if column.datatype == "anyURI" and not column.more:
            described["valueUrl"] = f"{{+{column.name}}}"
    return described | dict(column.more or {})


def _by_language(texts: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"@value": text, "@language": language} for language, text in texts.items()]
