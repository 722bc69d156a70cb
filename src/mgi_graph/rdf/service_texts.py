"""Say in each language what the service is and what its graphs hold."""

from collections.abc import Mapping
from typing import Final

Texts = Mapping[str, str]
"""A text by its language."""

SERVICE_LABEL: Final[Texts] = {
    "en": "Migration governance profiles: SPARQL service",
    "es": "Perfiles de gobernanza de la migración: servicio SPARQL",
    "fr": "Profils de gouvernance des migrations : service SPARQL",
}

ABOUT: Final[Texts] = {
    "en": "Answers SPARQL 1.1 queries and takes no updates. The default graph is the merge of the "
    "named graphs. SERVICE and graphs that are not listed here are refused.",
    "es": "Responde a consultas SPARQL 1.1 y no admite actualizaciones. El grafo por defecto es la "
    "fusión de los grafos con nombre. Se rechazan SERVICE y los grafos que no figuran aquí.",
    "fr": "Répond aux requêtes SPARQL 1.1 et n’accepte aucune mise à jour. Le graphe par défaut "
    "est la fusion des graphes nommés. SERVICE et les graphes qui ne figurent pas ici sont "
    "refusés.",
}

LIMITS: Final[Texts] = {
    "en": "A query may run for {seconds} seconds; an answer has at most {rows} rows or triples and "
    "{size} bytes, and says when it was cut.",
    "es": "Una consulta puede durar {seconds} segundos; una respuesta tiene como máximo {rows} "
    "filas o tripletas y {size} bytes, e indica si se cortó.",
    "fr": "Une requête peut durer {seconds} secondes ; une réponse compte au plus {rows} lignes ou "
    "triplets et {size} octets, et dit si elle a été coupée.",
}

GRAPH_TITLES: Final[Mapping[str, Texts]] = {
    "catalogue": {
        "en": "Description of the dataset",
        "es": "Descripción del conjunto de datos",
        "fr": "Description du jeu de données",
    },
    "inferred": {
        "en": "What follows from the other graphs by OWL 2 RL",
        "es": "Lo que se deduce de los demás grafos por OWL 2 RL",
        "fr": "Ce qui découle des autres graphes par OWL 2 RL",
    },
    "ontology": {
        "en": "Ontology and its alignments",
        "es": "Ontología y sus alineaciones",
        "fr": "Ontologie et ses alignements",
    },
    "queries": {
        "en": "Canned queries",
        "es": "Consultas preparadas",
        "fr": "Requêtes préparées",
    },
    "statistics": {
        "en": "Counts of findings",
        "es": "Recuentos de hallazgos",
        "fr": "Décomptes de constats",
    },
    "vocabularies": {
        "en": "Framework, domains, indicators, places and bodies",
        "es": "Marco, ámbitos, indicadores, lugares y entidades",
        "fr": "Cadre, domaines, indicateurs, lieux et organismes",
    },
}
"""The title of each graph that is not a profile's."""

PROFILE_GRAPH: Final[Texts] = {
    "en": "Profile {name}",
    "es": "Perfil {name}",
    "fr": "Profil {name}",
}
