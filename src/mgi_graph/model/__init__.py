"""Describe a profile in plain Python, before any RDF.

Every class is a frozen dataclass. The parser makes them, the RDF layer reads
them, and neither knows of the other.
"""

from mgi_graph.model.curation import CuratedLink, Curation
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

__all__ = [
    "Contributor",
    "ContributorRole",
    "Country",
    "CuratedLink",
    "Curation",
    "Description",
    "DomainSlug",
    "Finding",
    "Language",
    "PlaceKind",
    "PlaceName",
    "Profile",
    "Source",
    "Span",
    "Statement",
    "Status",
    "Title",
    "YearMonth",
    "fold_name",
    "normalise_space",
    "slugify",
]
