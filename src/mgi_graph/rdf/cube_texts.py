"""Say in each language what the counts are, and what they are not."""

from collections.abc import Mapping
from typing import Final

Texts = Mapping[str, str]
"""A text by its language."""

TITLES: Final[Mapping[str, Texts]] = {
    "coverage": {
        "en": "Findings by profile, domain and status",
        "es": "Hallazgos por perfil, ámbito y estado",
        "fr": "Constats par profil, domaine et statut",
    },
    "indicators": {
        "en": "Findings by indicator and status",
        "es": "Hallazgos por indicador y estado",
        "fr": "Constats par indicateur et statut",
    },
    "languages": {
        "en": "Findings by language and status",
        "es": "Hallazgos por idioma y estado",
        "fr": "Constats par langue et statut",
    },
    "indicator-languages": {
        "en": "Findings by indicator and language",
        "es": "Hallazgos por indicador e idioma",
        "fr": "Constats par indicateur et langue",
    },
    "places": {
        "en": "Places by indicator and status",
        "es": "Lugares por indicador y estado",
        "fr": "Lieux par indicateur et statut",
    },
}

OF_FINDINGS: Final[Texts] = {
    "en": "Number of findings.",
    "es": "Número de hallazgos.",
    "fr": "Nombre de constats.",
}
OF_PLACES: Final[Texts] = {
    "en": "Number of places whose profiles have at least one finding of the status on the "
    "indicator; each place counts once, however many profiles and findings it has.",
    "es": "Número de lugares cuyos perfiles tienen al menos un hallazgo del estado sobre el "
    "indicador; cada lugar cuenta una vez, cualquiera que sea el número de sus perfiles y "
    "hallazgos.",
    "fr": "Nombre de lieux dont les profils ont au moins un constat du statut sur l’indicateur ; "
    "chaque lieu compte une fois, quel que soit le nombre de ses profils et de ses constats.",
}

NOTE: Final[Texts] = {
    "en": "A profile gives examples of well-developed areas and some areas "
    "for development: more of them does not mean better governed, and the numbers are not for "
    "comparing places. Where nothing was counted there is no observation: what a profile does not "
    "say is unknown, neither a zero nor a gap.",
    "es": "Un perfil da ejemplos de áreas bien desarrolladas y algunas áreas "
    "por desarrollar: tener más no significa una mejor gobernanza, y los números no sirven para "
    "comparar lugares. Donde no se contó nada no hay observación: lo que un perfil no dice se "
    "desconoce y no es ni un cero ni una brecha.",
    "fr": "Un profil donne des exemples d’aspects bien développés et quelques "
    "aspects à développer : en avoir davantage ne signifie pas être mieux gouverné, et les nombres "
    "ne servent pas à comparer des lieux. Là où rien n’a été compté, il n’y a pas d’observation : "
    "ce qu’un profil ne dit pas est inconnu, et n’est ni un zéro ni une lacune.",
}
"""What holds of every cube."""

NOTES: Final[Mapping[str, Texts]] = {
    "indicators": {
        "en": "A finding that addresses several indicators is counted under each of them. Links "
        "that are only suggested are counted too.",
        "es": "Un hallazgo que aborda varios indicadores se cuenta en cada uno de ellos. También "
        "se cuentan los vínculos que solo están sugeridos.",
        "fr": "Un constat qui traite de plusieurs indicateurs est compté sous chacun d’eux. Les "
        "liens qui ne sont que suggérés sont comptés aussi.",
    },
    "languages": {
        "en": "A finding published in several languages is counted under each of them.",
        "es": "Un hallazgo publicado en varios idiomas se cuenta en cada uno de ellos.",
        "fr": "Un constat publié en plusieurs langues est compté sous chacune d’elles.",
    },
    "indicator-languages": {
        "en": "A finding that addresses several indicators, or is published in several languages, "
        "is counted under each of them. Links that are only suggested are counted too.",
        "es": "Un hallazgo que aborda varios indicadores o está publicado en varios idiomas se "
        "cuenta en cada uno de ellos. También se cuentan los vínculos que solo están sugeridos.",
        "fr": "Un constat qui traite de plusieurs indicateurs, ou qui est publié en plusieurs "
        "langues, est compté sous chacun d’eux. Les liens qui ne sont que suggérés sont comptés "
        "aussi.",
    },
    "places": {
        "en": "Links that are only suggested are counted too.",
        "es": "También se cuentan los vínculos que solo están sugeridos.",
        "fr": "Les liens qui ne sont que suggérés sont comptés aussi.",
    },
}
"""What holds of one cube."""

DIMENSIONS: Final[Mapping[str, Texts]] = {
    "profile": {"en": "profile", "es": "perfil", "fr": "profil"},
    "domain": {"en": "domain", "es": "ámbito", "fr": "domaine"},
    "indicator": {"en": "indicator", "es": "indicador", "fr": "indicateur"},
    "language": {"en": "language", "es": "idioma", "fr": "langue"},
    "status": {"en": "status", "es": "estado", "fr": "statut"},
    "count": {"en": "number of findings", "es": "número de hallazgos", "fr": "nombre de constats"},
    "places": {"en": "number of places", "es": "número de lugares", "fr": "nombre de lieux"},
    "unit": {"en": "what is counted", "es": "lo que se cuenta", "fr": "ce qui est compté"},
}
"""The name of each component."""

DOMAINS: Final[Texts] = {
    "en": "The six domains",
    "es": "Los seis ámbitos",
    "fr": "Les six domaines",
}
"""The name of the code list of domains."""
