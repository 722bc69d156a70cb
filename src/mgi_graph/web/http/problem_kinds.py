"""List every kind of problem that the service reports, for the reports and for the page on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

PROBLEMS_IRI: Final = "https://w3id.org/mgi-graph/problems"
"""The page on all problems; each kind is a fragment of it."""


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """Describe one kind of problem: its stable code and its usual status.

    What it is called, what it means and what to do about it stand among the words of the pages.
    """

    code: str
    status: int

    @property
    def iri(self) -> str:
        """Return the problem type (RFC 9457, section 3.1.1).

        >>> PROBLEM_KINDS["timed-out"].iri
        'https://w3id.org/mgi-graph/problems#timed-out'
        """
        return f"{PROBLEMS_IRI}#{self.code}"

    @property
    def words(self) -> str:
        """Return the name of the words that are its title."""
        return f"problem_{self.code.replace('-', '_')}"

    def title(self, language: str = "en") -> str:
        """Return what the kind is called.

        >>> PROBLEM_KINDS["too-busy"].title("es")
        'El servicio está ocupado'
        """
        return self._say("", language)

    def meaning(self, language: str = "en") -> str:
        """Return what it means that the problem occurs."""
        return self._say("_meaning", language)

    def remedy(self, language: str = "en") -> str:
        """Return what to do about it."""
        return self._say("_remedy", language)

    def _say(self, part: str, language: str) -> str:
        # What it needs is imported after the process that loads the dataset has been started.
        from mgi_graph.web.pages.texts import find_words

        text: str = getattr(find_words(language), self.words + part)
        return text


_STATUSES: Final = {
    "query-syntax": 400,
    "query-missing": 400,
    "query-repeated": 400,
    "parameter-repeated": 400,
    "parameter-value": 400,
    "graph-not-in-dataset": 400,
    "service-refused": 400,
    "query-not-evaluated": 400,
    "unknown-name": 404,
    "update-refused": 403,
    "dataset-conflict": 400,
    "bad-request": 400,
    "not-utf-8": 400,
    "request-timed-out": 408,
    "not-found": 404,
    "gone": 410,
    "method-not-allowed": 405,
    "not-acceptable": 406,
    "media-type": 415,
    "body-too-large": 413,
    "uri-too-long": 414,
    "headers-too-large": 431,
    "too-busy": 429,
    "timed-out": 503,
    "out-of-memory": 503,
    "not-ready": 503,
    "engine-silent": 503,
    "engine-refused": 502,
    "engine-crashed": 500,
    "internal": 500,
}

PROBLEM_KINDS: Final[Mapping[str, ProblemKind]] = MappingProxyType(
    {code: ProblemKind(code, status) for code, status in _STATUSES.items()}
)
"""Every kind of problem by its code, in the order of the page on them."""
