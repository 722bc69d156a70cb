"""Say in three languages what the comments of a curation file say."""

from collections.abc import Mapping
from dataclasses import dataclass

from mgi_graph.model import Status

_HEADER = {
    "en": (
        "What the findings of this profile are about, proposed by mgi-graph suggest.",
        "A person decides, row by row:",
        "- right: put `status: confirmed`;",
        "- wrong: put other slugs (1 to 3) into `indicators`, and `status: changed`;",
        "- open: nothing was sure enough; fill in `indicators`, and put `status: changed`.",
        "ontology/indicators.ttl has the slugs. Mentions, years and things have statuses too.",
        "Take out what is wrong of them; leave `suggestion` as it is.",
        "mgi-graph suggest, run again, keeps what was decided and proposes the rest anew.",
    ),
    "es": (
        "De qué tratan los hallazgos de este perfil, según lo propone mgi-graph suggest.",
        "Una persona decide, fila por fila:",
        "- correcto: ponga `status: confirmed`;",
        "- incorrecto: ponga otros identificadores (de 1 a 3) en `indicators` y `status: changed`;",
        "- abierto (open): nada era seguro; rellene `indicators` y ponga `status: changed`.",
        "Los identificadores están en ontology/indicators.ttl.",
        "También las menciones, los años y las cosas tienen `status`.",
        "Borre los que estén mal; deje `suggestion` tal como está.",
        "mgi-graph suggest, ejecutado de nuevo, conserva lo decidido y vuelve a proponer lo demás.",
    ),
    "fr": (
        "Ce dont parlent les constats de ce profil, d’après mgi-graph suggest.",
        "Une personne décide, ligne par ligne :",
        "- juste : mettre `status: confirmed` ;",
        "- faux : mettre d’autres identifiants (1 à 3) dans `indicators`, et `status: changed` ;",
        "- ouvert (open) : rien n’était sûr ; remplir `indicators` et mettre `status: changed`.",
        "Les identifiants sont dans ontology/indicators.ttl.",
        "Les mentions, les années et les choses ont aussi un `status`.",
        "Retirer celles qui sont fausses ; laisser `suggestion` tel quel.",
        "mgi-graph suggest, relancé, conserve ce qui a été décidé et propose le reste à nouveau.",
    ),
}

_THINGS = {
    "en": "Things that no other profile names: check class, kind (ontology/kinds.ttl) and labels.",
    "es": "Cosas que ningún otro perfil nombra: compruebe clase, tipo (ontology/kinds.ttl) y "
    "etiquetas.",
    "fr": "Choses qu’aucun autre profil ne nomme : vérifier classe, type (ontology/kinds.ttl) et "
    "libellés.",
}

_OPEN = {
    "en": "not sure enough; read the finding and choose",
    "es": "no es lo bastante seguro; lea el hallazgo y elija",
    "fr": "pas assez sûr ; lire le constat et choisir",
}

_STATUSES = {
    "en": {
        Status.WELL_DEVELOPED: "well-developed areas",
        Status.FOR_DEVELOPMENT: "areas for development",
    },
    "es": {
        Status.WELL_DEVELOPED: "áreas bien desarrolladas",
        Status.FOR_DEVELOPMENT: "áreas por desarrollar",
    },
    "fr": {
        Status.WELL_DEVELOPED: "aspects bien développés",
        Status.FOR_DEVELOPMENT: "aspects à développer",
    },
}

_COLONS = {"fr": " :"}

OPEN_COMMENTS = frozenset(f"# {text}" for text in _OPEN.values())
"""What stands behind the status of an open row, in any language."""


@dataclass(frozen=True)
class Comments:
    """Give the comments of a file in one language, ``en``, ``es`` or ``fr``.

    ``domains`` has the labels of the domains by slug, then by language.
    """

    language: str
    domains: Mapping[str, Mapping[str, str]]

    @property
    def header(self) -> tuple[str, ...]:
        """Return the paragraphs at the head of a file, which say what to do."""
        return _HEADER[self.language]

    @property
    def things(self) -> str:
        """Return the line over the things."""
        return _THINGS[self.language]

    @property
    def open(self) -> str:
        """Return the comment behind the status of an open row."""
        return f"# {_OPEN[self.language]}"

    def heading(self, domain: str, status: Status) -> str:
        """Return the line over the findings of one list."""
        return self._heading(self.language, domain, status)

    def headings(self, domain: str, status: Status) -> tuple[str, ...]:
        """Return the line over the findings of one list in every language."""
        return tuple(self._heading(language, domain, status) for language in _STATUSES)

    def _heading(self, language: str, domain: str, status: Status) -> str:
        label = self.domains.get(domain, {}).get(language, domain)
        return f"{label}{_COLONS.get(language, ':')} {_STATUSES[language][status]}"
