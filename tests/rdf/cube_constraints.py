"""State the integrity constraints of the RDF Data Cube (section 11.1) as questions.

Each is a name, an ASK that is true where the constraint is broken, and an update that
breaks it. The abbreviated forms of a cube are not looked at: ours are spelled out.
Constraints 15 to 18 are about several measures, 20 and 21 about hierarchies; the cubes
have neither.
"""

from typing import NamedTuple


class Constraint(NamedTuple):
    """Hold one constraint."""

    name: str
    broken: str
    spoil: str


_OBSERVATION = "SELECT ?o ?d { ?o qb:dataSet ?d } ORDER BY ?o LIMIT 1"
_COMPONENT = "(qb:dimension|qb:measure|qb:attribute)"
_STATUS = f"?o mgi:coversStatus ?v {{ {_OBSERVATION} }}"
_COUNT = f"?o mgi:findingCount ?v {{ {_OBSERVATION} }}"
_SLICE = "ex:slice a qb:Slice ; qb:sliceStructure ex:key"
_KEY = "ex:key a qb:SliceKey ; qb:componentProperty mgi:coversStatus"

CONSTRAINTS = (
    Constraint(
        "1: an observation is in one data set",
        """?o a qb:Observation . OPTIONAL { ?o qb:dataSet ?d } OPTIONAL { ?o qb:dataSet ?e }
        FILTER(!BOUND(?d) || ?d != ?e)""",
        f"INSERT {{ ?o qb:dataSet ex:other }} WHERE {{ {{ {_OBSERVATION} }} }}",
    ),
    Constraint(
        "2: a data set has one structure",
        """?d a qb:DataSet . OPTIONAL { ?d qb:structure ?s } OPTIONAL { ?d qb:structure ?t }
        FILTER(!BOUND(?s) || ?s != ?t)""",
        "INSERT DATA { ex:other a qb:DataSet }",
    ),
    Constraint(
        "3: a structure has a measure",
        """?s a qb:DataStructureDefinition
        FILTER NOT EXISTS { ?s qb:component/qb:measure ?m . ?m a qb:MeasureProperty }""",
        "DELETE { ?m a qb:MeasureProperty } WHERE { ?m a qb:MeasureProperty }",
    ),
    Constraint(
        "4: a dimension has a range",
        "?p a qb:DimensionProperty FILTER NOT EXISTS { ?p rdfs:range ?r }",
        "DELETE { mgi:coversStatus rdfs:range ?r } WHERE { mgi:coversStatus rdfs:range ?r }",
    ),
    Constraint(
        "5: a dimension of concepts has a code list",
        """?p a qb:DimensionProperty ; rdfs:range/rdfs:subClassOf* skos:Concept
        FILTER NOT EXISTS { ?p qb:codeList ?l }""",
        "DELETE { ?p qb:codeList ?l } WHERE { ?p qb:codeList ?l }",
    ),
    Constraint(
        "6: only attributes are optional",
        "?c qb:componentRequired false ; qb:dimension|qb:measure ?p",
        "INSERT { ?c qb:componentRequired false } WHERE { ?c qb:dimension mgi:coversStatus }",
    ),
    Constraint(
        "7: a slice key belongs to a structure",
        """?k a qb:SliceKey
        FILTER NOT EXISTS { ?s a qb:DataStructureDefinition ; qb:sliceKey ?k }""",
        f"INSERT DATA {{ {_KEY} }}",
    ),
    Constraint(
        "8: a slice key has components of its structure",
        f"""?s qb:sliceKey ?k . ?k qb:componentProperty ?p
        FILTER NOT EXISTS {{ ?s qb:component/{_COMPONENT} ?p }}""",
        """INSERT { ?s qb:sliceKey ex:key . ex:key qb:componentProperty ex:other }
        WHERE { ?s a qb:DataStructureDefinition }""",
    ),
    Constraint(
        "9: a slice has one structure",
        """?x a qb:Slice . OPTIONAL { ?x qb:sliceStructure ?k } OPTIONAL { ?x qb:sliceStructure ?l }
        FILTER(!BOUND(?k) || ?k != ?l)""",
        f"INSERT DATA {{ {_SLICE} , ex:other }}",
    ),
    Constraint(
        "10: a slice has a value for each dimension of its key",
        """?x qb:sliceStructure/qb:componentProperty ?p FILTER NOT EXISTS { ?x ?p ?v }""",
        f"INSERT DATA {{ {_SLICE} . {_KEY} }}",
    ),
    Constraint(
        "11: an observation has a value for each dimension",
        """?o qb:dataSet/qb:structure/qb:component/qb:dimension ?p
        FILTER NOT EXISTS { ?o ?p ?v }""",
        f"DELETE {{ ?o mgi:coversStatus ?v }} WHERE {{ {_STATUS} }}",
    ),
    Constraint(
        "12: no two observations have the same values",
        """?d qb:structure ?s . ?o qb:dataSet ?d . ?u qb:dataSet ?d FILTER(STR(?o) < STR(?u))
        FILTER NOT EXISTS { ?s qb:component/qb:dimension ?p . ?o ?p ?v . ?u ?p ?w
          FILTER(?v != ?w) }""",
        f"INSERT {{ ex:twin ?p ?v }} WHERE {{ ?o ?p ?v {{ {_OBSERVATION} }} }}",
    ),
    Constraint(
        "13: an observation or its data set has each required attribute",
        """?o qb:dataSet ?d . ?d qb:structure/qb:component ?c .
        ?c qb:componentRequired true ; qb:attribute ?p
        FILTER NOT EXISTS { ?o ?p ?v } FILTER NOT EXISTS { ?d ?p ?w }""",
        """DELETE { ?d sdmx-attribute:unitMeasure ?v }
        WHERE { ?d a qb:DataSet ; sdmx-attribute:unitMeasure ?v }""",
    ),
    Constraint(
        "14: an observation has each measure",
        """?o qb:dataSet/qb:structure/qb:component/qb:measure ?p
        FILTER NOT EXISTS { ?o ?p ?v }""",
        f"DELETE {{ ?o mgi:findingCount ?v }} WHERE {{ {_COUNT} }}",
    ),
    Constraint(
        "19: a coded value is a concept of the code list",
        """?o qb:dataSet/qb:structure/qb:component/qb:dimension ?p . ?p qb:codeList ?l . ?o ?p ?v
        FILTER NOT EXISTS { ?v a skos:Concept ; skos:inScheme ?l . ?l a skos:ConceptScheme }
        FILTER NOT EXISTS { ?v a skos:Concept . ?l a skos:Collection ; skos:member+ ?v }""",
        """DELETE { ?v skos:inScheme ?l }
        WHERE { ?o mgi:coversIndicator ?v . ?v skos:inScheme ?l }""",
    ),
)
