"""Say in each language what harvesters and search engines show of the dataset."""

from collections.abc import Mapping, Sequence
from typing import Final

MAKER: Final[Mapping[str, str]] = {
    "en": "mgi-graph contributors",
    "es": "Colaboradores de mgi-graph",
    "fr": "Contributeurs à mgi-graph",
}
"""Who made the dataset, as ``ontology/agents.ttl`` names them."""

CATALOGUE_TITLES: Final[Mapping[str, str]] = {
    "en": "Migration governance profiles: data and services",
    "es": "Perfiles de gobernanza de la migración: datos y servicios",
    "fr": "Profils de gouvernance des migrations : données et services",
}

KEYWORDS: Final[Mapping[str, Sequence[str]]] = {
    "en": ("migration governance", "Migration Governance Indicators", "local government"),
    "es": (
        "gobernanza de la migración",
        "Indicadores de Gobernanza de la Migración",
        "gobiernos locales",
    ),
    "fr": (
        "gouvernance des migrations",
        "Indicateurs de gouvernance des migrations",
        "collectivités locales",
    ),
}

VARIABLES: Final[Mapping[str, Sequence[str]]] = {
    "en": (
        "finding of a profile",
        "status of a finding",
        "domain",
        "indicator",
        "place",
        "population group",
        "institution, policy instrument, programme, network or event named",
    ),
    "es": (
        "hallazgo de un perfil",
        "estado de un hallazgo",
        "ámbito",
        "indicador",
        "lugar",
        "grupo de población",
        "institución, instrumento de política, programa, red o acto nombrado",
    ),
    "fr": (
        "constat d’un profil",
        "statut d’un constat",
        "domaine",
        "indicateur",
        "lieu",
        "groupe de population",
        "institution, instrument de politique publique, programme, réseau ou événement nommé",
    ),
}
"""What is recorded; nothing of it is a score."""
