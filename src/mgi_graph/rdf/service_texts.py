"""Say in each language what the service is and what its graphs hold."""

from collections.abc import Mapping
from typing import Final

from mgi_graph.namespaces import ID

Texts = Mapping[str, str]
"""A text by its language."""

SERVICE_LABEL: Final[Texts] = {
    "en": "Migration governance profiles: SPARQL service",
    "es": "Perfiles de gobernanza de la migración: servicio SPARQL",
    "fr": "Profils de gouvernance des migrations : service SPARQL",
}

ABOUT: Final[Texts] = {
    "en": "Answers SPARQL 1.1 queries and takes no updates. The default graph is the merge of the "
    "named graphs, suggestions that nobody has confirmed among them; they stand in a graph of "
    "their own and can be left out by it. SERVICE and graphs that are not listed here are refused.",
    "es": "Responde a consultas SPARQL 1.1 y no admite actualizaciones. El grafo por defecto es la "
    "fusión de los grafos con nombre, incluidas las sugerencias que nadie ha confirmado; figuran "
    "en un grafo propio y pueden excluirse por él. Se rechazan SERVICE y los grafos que no figuran "
    "aquí.",
    "fr": "Répond aux requêtes SPARQL 1.1 et n’accepte aucune mise à jour. Le graphe par défaut "
    "est la fusion des graphes nommés, y compris les suggestions que personne n’a confirmées ; "
    "elles se trouvent dans un graphe à part, par lequel on peut les écarter. SERVICE et les "
    "graphes qui ne figurent pas ici sont refusés.",
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
        "en": "What follows by OWL 2 RL from the other graphs, suggestions apart",
        "es": "Lo que se deduce por OWL 2 RL de los demás grafos, salvo las sugerencias",
        "fr": "Ce qui découle par OWL 2 RL des autres graphes, hormis les suggestions",
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
    "suggestions": {
        "en": "Suggestions that nobody has confirmed, and what follows from them",
        "es": "Sugerencias que nadie ha confirmado y lo que se deduce de ellas",
        "fr": "Suggestions que personne n’a confirmées, et ce qui en découle",
    },
    "things": {
        "en": "Institutions, policy instruments, programmes, networks and events that findings "
        "name",
        "es": "Instituciones, instrumentos de política, programas, redes y actos que nombran los "
        "hallazgos",
        "fr": "Institutions, instruments de politique publique, programmes, réseaux et événements "
        "que nomment les constats",
    },
    "vocabularies": {
        "en": "Framework, domains, indicators, population groups, places and bodies",
        "es": "Marco, ámbitos, indicadores, grupos de población, lugares y entidades",
        "fr": "Cadre, domaines, indicateurs, groupes de population, lieux et organismes",
    },
}
"""The title of each graph that is not a profile's."""

GRAPH_NOTES: Final[Mapping[str, Texts]] = {
    "suggestions": {
        "en": "Indicators, names, relations and years that a method proposed for findings. A "
        "person who confirms or changes one moves it to the graph of its profile. Without this "
        "graph everything that is said of findings was decided by a person.",
        "es": "Indicadores, nombres, relaciones y años que un método propuso para los hallazgos. "
        "Quien confirma o cambia uno lo traslada al grafo de su perfil. Sin este grafo, todo lo "
        "que se dice de los hallazgos lo decidió una persona.",
        "fr": "Indicateurs, noms, relations et années qu’une méthode a proposés pour les constats. "
        "Qui en confirme ou en modifie un le déplace dans le graphe de son profil. Sans ce graphe, "
        "tout ce qui est dit des constats a été décidé par une personne.",
    },
    "things": {
        "en": "Class, kind, place and labels of each. How findings call them, and what they state "
        "of them, stands in the graphs of the profiles.",
        "es": "Clase, tipo, lugar y etiquetas de cada uno. Cómo los llaman los hallazgos y qué "
        "afirman de ellos figura en los grafos de los perfiles.",
        "fr": "Classe, sorte, lieu et libellés de chacun. La manière dont les constats les "
        "appellent, et ce qu’ils en disent, se trouve dans les graphes des profils.",
    },
}
"""What is to be known of a graph beside its title."""

PROFILE_GRAPH: Final[Texts] = {
    "en": "Profile {name}",
    "es": "Perfil {name}",
    "fr": "Profil {name}",
}

_GRAPHS: Final = f"{ID}graph/"


def title_graph(graph: str) -> Texts:
    """Return the titles of the named graph with this IRI, none for one that is not ours.

    >>> title_graph("https://w3id.org/mgi-graph/id/graph/queries")["en"]
    'Canned queries'
    >>> title_graph("http://example.org/graph")
    {}
    """
    name = graph.removeprefix(_GRAPHS)
    if name == graph:
        return {}
    return GRAPH_TITLES.get(name) or {
        language: words.format(name=name) for language, words in PROFILE_GRAPH.items()
    }


def note_graph(graph: str) -> Texts:
    """Return what is to be known of a named graph of ours beside its title, if anything."""
    return GRAPH_NOTES.get(graph.removeprefix(_GRAPHS), {})
