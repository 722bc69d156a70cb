"""Hold the pages of what findings name, and of the records of it, to what a reader asks."""

import re
from itertools import groupby

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from mgi_graph.rdf.terms import MGI, RDF, SCHEMA
from mgi_graph.store import OxigraphStore
from mgi_graph.store.asking import select
from mgi_graph.web.linked_data.descriptions import DescribeThing
from mgi_graph.web.pages.rendering import LANGUAGE_NAMES, Reader
from mgi_graph.web.pages.texts import find_words
from tests.web.conftest import RunningService
from tests.web.linked_data.test_thing_page import ID, Reading, read
from tests.web.reviewed import HOSTILE_LABEL, RIGHT_TO_LEFT

NETWORKS = "finding/bra-manaus-2023/partnerships/well-developed/4"
MEMBER = f"claim/{NETWORKS.removeprefix('finding/')}/bra-manaus-municipality/isMemberOf"
PLAN = "instrument/col-medellin-disaster-risk-management-plan"
RISKS = "mobility-dimension-of-crises/well-developed/1"
HOSTILE_THING = f"{ID}network/bra-manaus-hostile"
_LARGEST_PAGE = 100_000


def squeeze(reading: Reading) -> str:
    """Return the text of a page, each run of white space as one space."""
    return " ".join(reading.text.split())


def sections(reading: Reading) -> dict[str, str]:
    """Return the text under each heading of the second level, by the heading."""
    found: dict[str, str] = {}
    heading = ""
    for tag, group in groupby(reading.pieces, lambda piece: piece[0]):
        text = " ".join("".join(data for _, data in group).split())
        if tag == "h2":
            heading = text
        else:
            found[heading] = f"{found.get(heading, '')} {text}".strip()
    return found


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        (
            "network/migracidades",
            ["network · Platform", "Names in the sources", "MigraCidades Platform"],
        ),
        ("agent/bra-manaus-municipality", ["institution · Local government · Manaus"]),
        (PLAN, ["policy instrument · Plan · Medellín", "2015–2030", "year 2017 (2017)"]),
        ("programme/bra-operacao-acolhida", ["programme · Programme or project · Brazil"]),
        ("group/children", ["population group", "People under eighteen years of age"]),
        ("kind/plan", ["What refers to it (6)", "Land Management Plan (Medellín)"]),
        ("period/2015-2030", ["period", "2015–2030", "Disaster Risk Management Plan of Medellin"]),
        ("period/2015-2030/end", ["year", "2030"]),
        (f"mention/{NETWORKS.removeprefix('finding/')}/en/migracidades", ["mention", "line 103"]),
        (f"assignment/{NETWORKS.removeprefix('finding/')}/city-networks", ["Reading", "line 103"]),
        ("graph/things", ["Institutions, policy instruments, programmes, networks and events"]),
    ],
)
def test_each_kind_of_thing_has_a_page(dataset: OxigraphStore, path: str, texts: list[str]) -> None:
    """It says what the thing is, in words that stand in the sources or in the vocabularies."""
    text = squeeze(read(dataset, ID + path))
    assert [each for each in texts if each not in text] == []


@pytest.mark.parametrize(
    "path",
    [
        "agent/bra-manaus-municipality",
        PLAN,
        "programme/bra-operacao-acolhida",
        "network/migracidades",
        "event/chl-monte-patria-seminario-derechos-de-las-mujeres",
        "group/children",
        "kind/plan",
        "method/use-e5",
        "review/suggested",
        "scheme/population-groups",
        "period/2015-2030",
        "period/2015-2030/beginning",
        f"mention/{NETWORKS.removeprefix('finding/')}/en/migracidades",
        f"mention/{NETWORKS.removeprefix('finding/')}/en/migracidades/position",
        f"claim/{NETWORKS.removeprefix('finding/')}/finding/startYear/2022",
        f"claim/{NETWORKS.removeprefix('finding/')}/finding/startYear/2022/passage/en",
        f"assignment/{NETWORKS.removeprefix('finding/')}/city-networks",
        "graph/things",
    ],
)
def test_each_kind_of_thing_dereferences(service: RunningService, path: str) -> None:
    """Its address answers 303, to a page for a browser and to triples for a program."""
    for accept, suffix in (("text/html", "html"), ("text/turtle", "ttl")):
        answer = service.get(f"/id/{path}", headers={"Accept": accept})
        assert (answer.status_code, answer.headers["location"]) == (303, f"/id/{path}.{suffix}")
        document = service.get(answer.headers["location"])
        assert document.status_code == 200
        assert document.headers["content-type"].startswith(accept)


def test_finding_shows_what_it_names_and_says(dataset: OxigraphStore) -> None:
    """Municipality, platform and year stand under their headings, with the words as written."""
    found = sections(read(dataset, ID + NETWORKS))
    assert found["Indicators"] == "City networks and associations of municipalities record"
    assert found["What it names"] == (
        "Municipality of Manaus Municipality of Manaus record "
        "MigraCidades Platform MigraCidades Platform record"
    )
    assert found["Years and periods"] == "start year 2022 Since 2022 record"
    assert found["What it says of what it names"] == (
        "Municipality of Manaus is member of MigraCidades Platform has been part of record"
    )


def test_finding_shows_its_population_groups(dataset: OxigraphStore) -> None:
    """Children of migrants, “even if they are still in the process of regularization”."""
    finding = "finding/bra-manaus-2023/migrants-rights/well-developed/2"
    reading = read(dataset, ID + finding)
    assert {"/id/group/children", "/id/group/irregular-situation"} <= reading.links()
    assert "Children" in sections(reading)["Population groups"]


def test_names_stand_in_the_order_of_the_sentence(dataset: OxigraphStore) -> None:
    """The Health Secretariat comes before the Basic Health Units and their short name."""
    finding = "finding/bra-manaus-2023/migrants-rights/well-developed/1"
    names = sections(read(dataset, ID + finding))["What it names"]
    words = ("Manaus Health Secretariat", "Basic Health Units", "BHUs")
    places = [names.index(each) for each in words]
    assert places == sorted(places)
    assert names.count("BHUs") == 2


def test_years_and_relations_lead_to_the_finding_that_says_so(dataset: OxigraphStore) -> None:
    """The plan has its period, its year and its relations from one finding, in its words."""
    reading = read(dataset, ID + PLAN)
    found = sections(reading)
    finding = f"finding/col-medellin-2022/{RISKS}"
    assert f"has period 2015–2030 2015–2030 {finding}" in found["Years and periods"]
    assert f"year 2017 (2017) {finding}" in found["Years and periods"]
    assert (
        "is connected with Land Management Plan (Medellín) in coordination with"
        in (found["Relations"])
    )
    assert f"/id/{finding}" in reading.links()


def test_findings_that_name_a_thing_are_listed_with_the_words(dataset: OxigraphStore) -> None:
    """Three findings of Medellín name the plan, each in other words, and are quoted."""
    text = sections(read(dataset, ID + PLAN))["What refers to it"]
    for words in (
        "Municipal Disaster Risk Management Plan does not refer to the specific needs",
        "The Disaster Risk Management Plan and the Municipal Emergency Response Strategy",
        "is the localinstrument promoting the city’s territorial development",
    ):
        assert words in text


def test_record_says_where_its_words_stand(dataset: OxigraphStore, sources: dict[str, str]) -> None:
    """File, line and characters of a mention, a claim and an assignment lead to the words."""
    path = NETWORKS.removeprefix("finding/")
    text = sources["bra-manaus-2023-10.txt"]
    for iri, words in (
        (f"mention/{path}/en/migracidades", "MigraCidades Platform"),
        (f"claim/{path}/bra-manaus-municipality/isMemberOf/migracidades", "has been part of"),
        (f"assignment/{path}/city-networks", "Since 2022, the Municipality"),
    ):
        page = squeeze(read(dataset, ID + iri))
        match = re.search(r"(\S+\.txt), line (\d+), characters (\d+) to (\d+)", page)
        assert match is not None
        start, end = int(match[3]), int(match[4])
        assert match[1] == "bra-manaus-2023-10.txt"
        assert text[start:end].startswith(words)
        assert text.count("\n", 0, start) + 1 == int(match[2])
        assert "Since 2022, the Municipality of Manaus has been part of" in page


def test_claim_is_entitled_by_what_it_states(dataset: OxigraphStore) -> None:
    """Subject, predicate and object are a sentence in the reader's language."""
    reading = read(dataset, f"{ID}{MEMBER}/migracidades", "fr")
    assert "Municipalité de Manaus est membre de Plateforme MigraCidades" in squeeze(reading)


@pytest.mark.parametrize("language", LANGUAGE_NAMES)
def test_suggestion_is_marked_in_words(suggesting: OxigraphStore, language: str) -> None:
    """Indicator, name, group, year and relation each say that nobody has reviewed them."""
    words = find_words(language)
    reading = read(suggesting, ID + NETWORKS, language)
    found = sections(reading)
    for name in ("indicators", "names", "groups", "years", "claims"):
        assert found[getattr(words, f"section_{name}")].count(words.suggested) == 1
    marks = [attrs for tag, attrs in reading.elements if attrs.get("class") == "mark"]
    assert {tag for tag, data in reading.pieces if data == words.suggested} == {"strong"}
    assert len(marks) == squeeze(reading).count(words.suggested)


def test_suggested_indicator_says_why(suggesting: OxigraphStore) -> None:
    """Confidence, method, decisive words and the finding that is like it stand beside it."""
    reading = read(suggesting, ID + NETWORKS)
    text = sections(reading)["Indicators"]
    assert "confidence 93%" in text
    assert "Words and both encoders" in text
    assert "decisive word Platform part" in text
    assert "/id/finding/col-medellin-2022/partnerships/well-developed/2" in reading.links()
    confirmed = read(suggesting, ID + "finding/bra-manaus-2023/partnerships/well-developed/3")
    assert "confidence" not in confirmed.text
    assert not any(attrs.get("class") == "mark" for _, attrs in confirmed.elements)


def test_values_that_are_only_suggested_are_marked_among_the_properties(
    suggesting: OxigraphStore,
) -> None:
    """No list of the page shows a suggestion as if somebody had decided on it."""
    text = sections(read(suggesting, ID + NETWORKS))["What is said of it"]
    mark = "suggested, not reviewed"
    assert f"Refugees and asylum seekers {mark}" in text
    assert f"2022 xsd:gYear {mark}" in text
    assert f"City networks and associations of municipalities {mark}" in text
    assert f"Municipality of Manaus {mark}" not in text


def test_links_that_are_only_suggested_are_marked_at_their_other_end(
    suggesting: OxigraphStore,
) -> None:
    """The indicator, the group and the institution say so too, and each link stands once."""
    for path, heading in (
        ("indicator/city-networks", "addresses"),
        ("group/refugees", "concerns group"),
        ("agent/bra-manaus-municipality", "mentions"),
    ):
        reading = read(suggesting, ID + path)
        text = " ".join(text for title, text in sections(reading).items() if "refers" in title)
        assert heading in text
        marked = "suggested, not reviewed" in text
        assert marked is (heading != "mentions")
        assert len(re.findall(r"partnerships/well-developed/4\b", text)) == 1
    relations = sections(read(suggesting, ID + "agent/bra-manaus-municipality"))["Relations"]
    assert "suggested, not reviewed has been part of" in relations


def test_suggested_thing_says_so_itself(suggesting: OxigraphStore) -> None:
    """A thing that a method found has the mark above all that is said of it."""
    text = squeeze(read(suggesting, HOSTILE_THING, "fr"))
    assert "suggéré, non vérifié Une méthode l’a proposé" in text
    assert "non vérifié" not in squeeze(read(suggesting, ID + "network/mercociudades", "fr"))


@pytest.mark.parametrize("language", LANGUAGE_NAMES)
@pytest.mark.parametrize(
    "iri",
    [
        HOSTILE_THING,
        ID + NETWORKS,
        ID + "agent/bra-manaus-municipality",
        f"{ID}{MEMBER}/bra-manaus-hostile",
    ],
)
def test_hostile_label_of_a_thing_is_text(
    suggesting: OxigraphStore, iri: str, language: str
) -> None:
    """Wherever the label stands it does nothing and keeps its direction to itself."""
    label = {"en": HOSTILE_LABEL, "es": RIGHT_TO_LEFT, "fr": "<b>&amp;{{7*7}}"}[language]
    reading = read(suggesting, iri, language)
    assert not {tag for tag, _ in reading.elements} & {"script", "b"}
    pieces = [(tag, data) for tag, data in reading.pieces if label in data]
    assert pieces
    for tag, data in pieces:
        assert tag in {"bdi", "title"}
        isolate = data.partition("\N{POP DIRECTIONAL ISOLATE}")[0]
        assert tag == "bdi" or (data[0] == "\N{FIRST STRONG ISOLATE}" and label in isolate)


def test_hostile_label_is_the_same_in_data(suggesting: OxigraphStore) -> None:
    """Turtle and JSON-LD hold the label letter for letter."""
    for suffix, rdf_format in (("ttl", RdfFormat.TURTLE), ("jsonld", RdfFormat.JSON_LD)):
        body = DescribeThing(HOSTILE_THING, suffix).run(suggesting).body
        labels = {quad.object for quad in parse(body, format=rdf_format)}
        assert {Literal(HOSTILE_LABEL, language="en"), Literal(RIGHT_TO_LEFT, language="es")} <= (
            labels
        )


def test_finding_comes_with_its_records_in_data(dataset: OxigraphStore) -> None:
    """The triples of its mentions, claims and assignments are in the document of a finding."""
    answer = DescribeThing(ID + NETWORKS, "nt", 1, Reader(base="http://h")).run(dataset)
    triples = {quad.triple for quad in parse(answer.body, format=RdfFormat.N_TRIPLES)}
    finding = NamedNode(ID + NETWORKS)
    records = {t.subject for t in triples if (t.predicate, t.object) == (MGI.hasFinding, finding)}
    assert len(records) == 2 + 2 + 1
    words = {t.object for t in triples if t.predicate == MGI.wording and t.subject in records}
    assert {each.value for each in words if isinstance(each, Literal)} == {
        "Municipality of Manaus",
        "MigraCidades Platform",
        "Since 2022",
        "has been part of",
    }


def test_names_of_a_thing_are_only_in_its_profiles(dataset: OxigraphStore) -> None:
    """A programme with a Portuguese name shows it with its language on an English page."""
    iri = ID + "programme/bra-manaus-edumigra"
    names = {
        (name.value, name.language)
        for (name,) in select(dataset, f"SELECT ?name {{ <{iri}> {SCHEMA.name} ?name }}")
        if isinstance(name, Literal)
    }
    text = sections(read(dataset, iri))["Names in the sources"]
    assert ("EDUMIGRA", "en") in names
    assert "Formação de Professores(as) para a Garantia do Direito à Educação" in text
    assert text.count(" pt") == 1


def test_long_section_says_what_it_leaves_out() -> None:
    """Of 130 relations a page shows 100, and the data of the page has them all."""
    graph = NamedNode(ID + "graph/made-up")
    body = NamedNode(ID + "agent/body")
    quads = [Quad(body, RDF.type, MGI.Institution, graph)]
    for number in range(130):
        partner, claim = NamedNode(f"{ID}agent/{number}"), NamedNode(f"{ID}claim/{number:03}")
        quads += [
            Quad(body, MGI.cooperatesWith, partner, graph),
            Quad(claim, MGI.hasSubject, body, graph),
            Quad(claim, MGI.hasPredicate, MGI.cooperatesWith, graph),
            Quad(claim, MGI.hasObject, partner, graph),
        ]
    store = OxigraphStore.of(quads)
    relations = sections(read(store, body.value))["Relations"]
    assert relations.count("record") == 100
    assert relations.endswith(
        "30 more parts are not shown here; the data of this page has them all."
    )
    triples = DescribeThing(body.value, "nt").run(store).body.decode()
    assert triples.count(f"{MGI.hasSubject}") == 130


def test_pages_stay_small(dataset: OxigraphStore) -> None:
    """No page of a finding or of what findings name has 100 kB."""
    rows = select(
        dataset,
        f"SELECT DISTINCT ?thing {{ {{ ?thing {MGI.statement} ?any }} UNION "
        f"{{ ?any {MGI.mentions} ?thing }} UNION {{ ?any {MGI.concernsGroup} ?thing }} }}",
    )
    things = [thing for (thing,) in rows if isinstance(thing, NamedNode)]
    assert len(things) > 105 + 70
    sizes = [len(DescribeThing(thing.value, "html").run(dataset).body) for thing in things]
    assert max(sizes) < _LARGEST_PAGE
