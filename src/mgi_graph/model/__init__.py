"""Describe a profile in plain Python, before any RDF.

Every class is a frozen dataclass. The parser makes them, the RDF layer reads
them, and neither knows of the other.
"""

from mgi_graph.model.curation import (
    METHODS,
    CuratedFinding,
    CuratedMention,
    CuratedPeriod,
    CuratedRelation,
    CuratedYear,
    Curation,
    RelationProperty,
    ReviewStatus,
    Suggestion,
    Thing,
    ThingClass,
    ThingName,
    YearProperty,
)
from mgi_graph.model.names import fold_name, slugify
from mgi_graph.model.place import Country, PlaceKind, PlaceName
from mgi_graph.model.profile import (
    Contributor,
    ContributorRole,
    Description,
    DomainSlug,
    Finding,
    Language,
    Profile,
    Source,
    Span,
    Statement,
    Status,
    Title,
    YearMonth,
    normalise_space,
)
from mgi_graph.model.quotation import Located, Quotation, quote

__all__ = [
    "METHODS",
    "Contributor",
    "ContributorRole",
    "Country",
    "CuratedFinding",
    "CuratedMention",
    "CuratedPeriod",
    "CuratedRelation",
    "CuratedYear",
    "Curation",
    "Description",
    "DomainSlug",
    "Finding",
    "Language",
    "Located",
    "PlaceKind",
    "PlaceName",
    "Profile",
    "Quotation",
    "RelationProperty",
    "ReviewStatus",
    "Source",
    "Span",
    "Statement",
    "Status",
    "Suggestion",
    "Thing",
    "ThingClass",
    "ThingName",
    "Title",
    "YearMonth",
    "YearProperty",
    "fold_name",
    "normalise_space",
    "quote",
    "slugify",
]
