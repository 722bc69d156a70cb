"""Name every kind of page, each by the address of one page of its kind."""

from typing import Final

LANGUAGES: Final = ("en", "es", "fr")

_FINDING: Final = "findings/bra-manaus-2023/safe-orderly-and-regular-migration/for-development/3"
_WHOLE_QUESTION: Final = "ask/peer-learning?place=col-medellin"
PAGES: Final = {
    "home": "",
    "places": "places",
    "place": "places/col-medellin",
    "country": "places/chl",
    "compare, to be chosen": "compare",
    "compare": "compare?place=bra-manaus&place=chl-monte-patria&place=col-medellin",
    "domain": "domains/partnerships",
    "indicators": "indicators",
    "indicator": "indicators/anti-trafficking",
    "group": "groups/trafficking-victims",
    "things": "things",
    "finding": _FINDING,
    "source": "sources/col-medellin-2022/en",
    "questions": "ask",
    "question": "ask/anti-trafficking",
    "question, answered": _WHOLE_QUESTION,
    "search": "search",
    "search, found": "search?q=trata",
    "search, nothing found": "search?q=qwxyz",
    "ontology": "ontology",
    "shapes": "ontology/shapes",
    "vocabularies": "ontology/vocabularies",
    "about": "about",
    "downloads": "downloads",
}
"""The pages for people, below the address of the language."""

EDITOR: Final = {"editor": "sparql"}
"""The one page that may be larger."""

UNKNOWN: Final = {
    "unknown place": "places/col-medelin",
    "unknown indicator": "indicators/anti-traficking",
    "unknown question": "ask/peer-lerning",
    "unknown page": "nowhere",
    "compare, one unknown": "compare?place=col-medellin&place=bra-manau",
}
"""Pages that say what is wrong, with a status of 400 or 404."""

MACHINES: Final = {
    "thing": "/id/place/bra-manaus.html",
    "record": "/id/finding/col-medellin-2022/partnerships/well-developed/1.html",
    "API": "/api",
    "solutions": "/api/queries/coverage?format=html",
    "old downloads": "/downloads",
    "vocabulary": "/ontology.html",
    "limits": "/limits",
    "problems": "/problems",
}
"""Pages whose address names no language; what is asked for says which one is wanted."""

LARGE: Final = {"ontology", "shapes", "vocabulary"}
"""Kinds of pages so long that a tool takes seconds for one; they are tried less often."""


def list_pages(language: str) -> dict[str, str]:
    """Return the address of each kind of page in a language, from the root of the service."""
    named = {**PAGES, **EDITOR, **UNKNOWN}
    own = {kind: f"/{language}/{path}" for kind, path in named.items()}
    return {**own, **MACHINES}


def language_of(number: int) -> str:
    """Return one of the languages, another one for the next number."""
    return LANGUAGES[number % len(LANGUAGES)]
