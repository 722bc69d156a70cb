"""Say which sentences there are around a topic, and what each of them states."""

from dataclasses import dataclass

from mgi_graph.model import DomainSlug, RelationProperty, Status, YearProperty


@dataclass(frozen=True, slots=True)
class RelationFrame:
    """State a relation: ``subject`` and ``object`` are slots, ``text`` and ``words`` marks."""

    subject: str
    property: RelationProperty
    text: str
    object: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class YearFrame:
    """State a year: ``of`` is a slot, or empty where it is a year of the practice itself."""

    property: YearProperty
    text: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """Hold what a sentence states; ``period_of`` is the slot whose period the mark says.

    ``weight`` says how often it comes, beside the others. A frame with a ``domain`` is of
    that domain alone, and not of countries, whose names would take an article.
    """

    name: str
    weight: float
    relation: RelationFrame | None = None
    year: YearFrame | None = None
    period_of: str = ""
    domain: DomainSlug | None = None


IN_PARTS = "parts"
"""The sentence that ends in a list of its own, each part with a dash before it."""

_WELL = (
    Frame("measures", 5),
    Frame("since", 2.4, year=YearFrame(YearProperty.START_YEAR, "since")),
    Frame("plan-year", 2, year=YearFrame(YearProperty.YEAR, "year", "plan")),
    Frame("plan-period", 1.1, period_of="plan"),
    Frame("adopted", 1, year=YearFrame(YearProperty.ADOPTION_YEAR, "adopted", "plan")),
    Frame(
        "charge",
        6,
        RelationFrame("unit", RelationProperty.RESPONSIBILITY, "charge", words="duty"),
    ),
    Frame("committee", 1.4, year=YearFrame(YearProperty.CREATION_YEAR, "created", "committee")),
    Frame(
        "cooperation", 3.2, RelationFrame("gov", RelationProperty.COOPERATES_WITH, "with", "org")
    ),
    Frame("part", 2.6, RelationFrame("unit", RelationProperty.SUB_ORGANIZATION_OF, "part", "gov")),
    Frame("author", 1.4, RelationFrame("plan", RelationProperty.CREATOR, "made", "committee")),
    Frame("line", 1.4, RelationFrame("plan", RelationProperty.RELATION, "line", "plan2")),
    Frame(
        "member",
        6,
        RelationFrame("place", RelationProperty.IS_MEMBER_OF, "member", "network"),
        domain=DomainSlug.PARTNERSHIPS,
    ),
    Frame("centre", 1.5),
    Frame("programme", 1.6, year=YearFrame(YearProperty.START_YEAR, "start", "programme")),
    Frame("services", 2),
    Frame(IN_PARTS, 0.6),
)
_FOR_DEVELOPMENT = (
    Frame("bare", 5),
    Frame("none", 3),
    Frame("although", 1.5),
    Frame("lacks", 1.5),
    Frame("develop", 2),
    Frame("means", 1),
    Frame("pilot", 1, year=YearFrame(YearProperty.YEAR, "pilot")),
)
FRAMES = {Status.WELL_DEVELOPED: _WELL, Status.FOR_DEVELOPMENT: _FOR_DEVELOPMENT}
"""The sentences that findings of a status are made of."""

TAILS = {
    "": ("", 5.0),
    "group": ("", 3.2),
    "ministry": ("cooperation-with-national-government", 0.7),
    "org": ("cooperation-with-un-and-international-organisations", 0.6),
    "languages": ("information-on-rights-and-services", 0.5),
    "training": ("training-of-public-officials", 0.5),
    "data": ("migration-data", 0.4),
    "civil": ("cooperation-with-civil-society", 0.6),
    "unit": ("", 1.0),
}
"""What may stand behind a topic: the indicator that it adds, and how often it comes."""

BACK = "instrument"
"""The second sentence that points back to the instrument of the first."""

_ALWAYS = ("reached", "review", "open", "figures")
SECONDS = {Status.WELL_DEVELOPED: _ALWAYS, Status.FOR_DEVELOPMENT: ("funds",)}
"""The second sentences that a finding may have."""
