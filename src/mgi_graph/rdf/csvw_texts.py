"""Say in each language what the columns of the table of findings hold."""

from collections.abc import Mapping
from typing import Final

Texts = Mapping[str, str]
"""A text by its language."""

TABLE_TITLES: Final[Texts] = {
    "en": "Findings of migration governance profiles",
    "es": "Hallazgos de perfiles de gobernanza de la migración",
    "fr": "Constats de profils de gouvernance des migrations",
}

COLUMN_TEXTS: Final[Mapping[str, Texts]] = {
    "finding": {"en": "The finding", "es": "El hallazgo", "fr": "Le constat"},
    "profile": {
        "en": "The profile that makes it",
        "es": "El perfil que lo formula",
        "fr": "Le profil qui le formule",
    },
    "issued": {
        "en": "Month in which the profile was published",
        "es": "Mes de publicación del perfil",
        "fr": "Mois de publication du profil",
    },
    "place": {
        "en": "The place that the profile assesses",
        "es": "El lugar que el perfil evalúa",
        "fr": "Le lieu que le profil évalue",
    },
    "placeLabel": {
        "en": "The place’s name in English",
        "es": "Nombre del lugar en inglés",
        "fr": "Nom du lieu en anglais",
    },
    "country": {
        "en": "The country in which the place lies, or the place itself",
        "es": "El país en que se encuentra el lugar, o el propio lugar",
        "fr": "Le pays où se trouve le lieu, ou le lieu lui-même",
    },
    "domain": {
        "en": "The domain under which the profile lists the finding",
        "es": "El ámbito bajo el cual el perfil enumera el hallazgo",
        "fr": "Le domaine sous lequel le profil range le constat",
    },
    "status": {
        "en": "well-developed or for-development, by the list in which the profile has the finding",
        "es": "well-developed (bien desarrollada) o for-development (por desarrollar), según la "
        "lista en que figura el hallazgo",
        "fr": "well-developed (bien développé) ou for-development (à développer), selon la liste "
        "où figure le constat",
    },
    "position": {
        "en": "Place in its list, from 1; it expresses no importance",
        "es": "Lugar en su lista, desde 1; no expresa importancia",
        "fr": "Rang dans sa liste, à partir de 1 ; il n’exprime aucune importance",
    },
    "statement": {
        "en": "The words of the source, in the language that the column language names",
        "es": "Las palabras de la fuente, en el idioma que indica la columna language",
        "fr": "Les mots de la source, dans la langue qu’indique la colonne language",
    },
    "language": {
        "en": "Tag of the statement’s language",
        "es": "Etiqueta del idioma del enunciado",
        "fr": "Étiquette de la langue de l’énoncé",
    },
    "indicators": {
        "en": "The indicators that the finding addresses, derived and not IOM’s own",
        "es": "Los indicadores que aborda el hallazgo, derivados y no propios de la OIM",
        "fr": "Les indicateurs dont traite le constat, dérivés et non ceux de l’OIM",
    },
    "file": {
        "en": "File of the source document",
        "es": "Archivo del documento fuente",
        "fr": "Fichier du document source",
    },
    "line": {
        "en": "Line of the file on which the statement begins, from 1",
        "es": "Línea del archivo en que empieza el enunciado, desde 1",
        "fr": "Ligne du fichier où commence l’énoncé, à partir de 1",
    },
    "start": {
        "en": "First character of the statement in the file, from 0",
        "es": "Primer carácter del enunciado en el archivo, desde 0",
        "fr": "Premier caractère de l’énoncé dans le fichier, à partir de 0",
    },
    "end": {
        "en": "The character after its last one",
        "es": "El carácter que sigue al último",
        "fr": "Le caractère qui suit le dernier",
    },
}
"""What each column holds."""
