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
        "en": "The indicators that the finding addresses, as a person decided; derived and not "
        "IOM’s own",
        "es": "Los indicadores que aborda el hallazgo, según decidió una persona; derivados y no "
        "propios de la OIM",
        "fr": "Les indicateurs dont traite le constat, selon la décision d’une personne ; dérivés "
        "et non ceux de l’OIM",
    },
    "indicatorsReview": {
        "en": "How far the links to indicators were reviewed: confirmed or changed by a person, or "
        "only suggested by a method",
        "es": "Hasta dónde se revisaron los vínculos con indicadores: confirmed (confirmados) o "
        "changed (cambiados) por una persona, o solo suggested (sugeridos) por un método",
        "fr": "Jusqu’où les liens avec les indicateurs ont été vérifiés : confirmed (confirmés) ou "
        "changed (modifiés) par une personne, ou seulement suggested (suggérés) par une méthode",
    },
    "things": {
        "en": "The institutions, policy instruments, programmes, networks and events that the "
        "finding names",
        "es": "Las instituciones, instrumentos de política, programas, redes y actos que nombra el "
        "hallazgo",
        "fr": "Les institutions, instruments de politique publique, programmes, réseaux et "
        "événements que nomme le constat",
    },
    "thingLabels": {
        "en": "Their labels in English",
        "es": "Sus etiquetas en inglés",
        "fr": "Leurs libellés en anglais",
    },
    "groups": {
        "en": "The population groups that the finding concerns; none does not mean that it "
        "excludes any",
        "es": "Los grupos de población a los que concierne el hallazgo; que no haya ninguno no "
        "significa que excluya a alguno",
        "fr": "Les groupes de population que concerne le constat ; n’en avoir aucun ne veut pas "
        "dire qu’il en exclue",
    },
    "suggestedIndicators": {
        "en": "Indicators that a method proposed and nobody has confirmed",
        "es": "Indicadores que un método propuso y nadie ha confirmado",
        "fr": "Indicateurs qu’une méthode a proposés et que personne n’a confirmés",
    },
    "suggestedThings": {
        "en": "Things named, as a method proposed and nobody has confirmed",
        "es": "Cosas nombradas, según propuso un método y nadie ha confirmado",
        "fr": "Choses nommées, selon ce qu’une méthode a proposé et que personne n’a confirmé",
    },
    "suggestedGroups": {
        "en": "Population groups that a method proposed and nobody has confirmed",
        "es": "Grupos de población que un método propuso y nadie ha confirmado",
        "fr": "Groupes de population qu’une méthode a proposés et que personne n’a confirmés",
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
