"""Test that harvesters find each file, and search engines the dataset."""

import hashlib
import json
import re

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from mgi_graph.namespaces import ID
from mgi_graph.pipeline.dataset import Dataset
from mgi_graph.rdf.catalogue import DATASET
from mgi_graph.rdf.distributions import Download, dataset_jsonld, describe_distributions
from mgi_graph.rdf.terms import DCAT, DCTERMS, RDF, SKOS, SPDX, XSD
from mgi_graph.validation import validate

BASE = "http://localhost:8000"
CONTENT = b"<urn:a> <urn:b> <urn:c> .\n"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
WHOLE = {"en": "Whole dataset", "es": "Todos los datos", "fr": "Toutes les données"}
PROFILE = {"en": "Medellín 2022"}
DOWNLOADS = (
    Download("downloads/mgi.nt", WHOLE, "all", "application/n-triples", None, 26, DIGEST),
    Download("downloads/mgi.nt.gz", WHOLE, "all", "application/n-triples", "application/gzip"),
    Download(
        "downloads/profile-col-medellin-2022.ttl",
        PROFILE,
        "profile/col-medellin-2022",
        "text/turtle",
    ),
)
IANA = "https://www.iana.org/assignments/media-types/"


@pytest.fixture(scope="module")
def described() -> set[Triple]:
    """Return the catalogue of a site with three files."""
    return set(describe_distributions(BASE, DOWNLOADS))


def _objects(triples: set[Triple], subject: NamedNode, predicate: NamedNode) -> set[object]:
    return {
        each.object for each in triples if (each.subject, each.predicate) == (subject, predicate)
    }


def test_file_has_its_address_type_size_and_checksum(described: set[Triple]) -> None:
    """What DCAT 3 (section 6.8) says of a distribution."""
    url = f"{BASE}/downloads/mgi.nt"
    distribution, checksum = NamedNode(f"{url}#distribution"), NamedNode(f"{url}#checksum")
    licence = NamedNode("https://creativecommons.org/licenses/by/4.0/")
    expected = {
        DCAT.downloadURL: NamedNode(url),
        DCAT.accessURL: NamedNode(f"{BASE}/downloads"),
        DCAT.mediaType: NamedNode(f"{IANA}application/n-triples"),
        DCAT.byteSize: Literal("26", datatype=XSD.nonNegativeInteger),
        DCTERMS.license: licence,
        SPDX.checksum: checksum,
    }
    for predicate, object_ in expected.items():
        assert _objects(described, distribution, predicate) == {object_}
    assert not _objects(described, distribution, DCAT.compressFormat)
    assert _objects(described, checksum, SPDX.algorithm) == {SPDX.checksumAlgorithm_sha256}
    value = Literal(DIGEST, datatype=XSD.hexBinary)
    assert _objects(described, checksum, SPDX.checksumValue) == {value}


def test_compressed_file_keeps_the_type_of_its_content(described: set[Triple]) -> None:
    """Turtle in gzip is Turtle, and what is not known of it is not said."""
    distribution = NamedNode(f"{BASE}/downloads/mgi.nt.gz#distribution")
    assert _objects(described, distribution, DCAT.mediaType) == {
        NamedNode(f"{IANA}application/n-triples")
    }
    assert _objects(described, distribution, DCAT.compressFormat) == {
        NamedNode(f"{IANA}application/gzip")
    }
    assert not _objects(described, distribution, DCAT.byteSize)


def test_a_part_is_a_dataset_of_its_own(described: set[Triple]) -> None:
    """The whole has its two files, the profile its one, and the catalogue lists both."""
    part = NamedNode(f"{ID}dataset/profile-col-medellin-2022")
    catalogue = NamedNode(f"{BASE}/catalogue#catalogue")
    assert _objects(described, catalogue, DCAT.dataset) == {DATASET, part}
    assert len(_objects(described, DATASET, DCAT.distribution)) == 2
    assert len(_objects(described, part, DCAT.distribution)) == 1
    assert _objects(described, part, DCTERMS.isPartOf) == {DATASET}


def test_service_is_found_with_what_describes_it(described: set[Triple]) -> None:
    """From the SPARQL endpoint to its description and to the OpenAPI document."""
    (service,) = _objects(described, NamedNode(f"{BASE}/catalogue#catalogue"), DCAT.service)
    assert isinstance(service, NamedNode)
    assert _objects(described, service, RDF.type) == {DCAT.DataService}
    assert _objects(described, service, DCAT.endpointURL) == {NamedNode(f"{BASE}/sparql")}
    assert _objects(described, service, DCAT.endpointDescription) == {
        NamedNode(f"{BASE}/sparql"),
        NamedNode(f"{BASE}/api/openapi.json"),
    }
    assert _objects(described, service, DCAT.servesDataset) == {DATASET}


def test_datasets_conform_to_the_shapes(described: set[Triple], built: Dataset) -> None:
    """Each dataset has a title, a description, a licence and a publisher."""
    quads = [Quad(*triple) for triple in described]
    report = validate(quads, background=built.quads)
    assert report.checked
    assert report.conforms


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_search_engines_read_the_dataset(language: str, built: Dataset) -> None:
    """The properties that Google's guide to datasets asks for and recommends."""
    found = dataset_jsonld(
        BASE,
        DOWNLOADS,
        language=language,
        version="0.1.0",
        months=("2022-09", "2024-09"),
        places=("Manaus", "Medellín"),
    )
    assert json.loads(json.dumps(found)) == found
    name, description = (
        {q.object for q in built.catalogue if q.subject == DATASET and q.predicate == predicate}
        for predicate in (DCTERMS.title, DCTERMS.description)
    )
    assert Literal(str(found["name"]), language=language) in name
    assert Literal(str(found["description"]), language=language) in description
    assert found["temporalCoverage"] == "2022-09/2024-09"
    assert found["isAccessibleForFree"] is True
    assert found["spatialCoverage"] == [
        {"@type": "Place", "name": "Manaus"},
        {"@type": "Place", "name": "Medellín"},
    ]
    assert found["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert {"creator", "publisher", "keywords", "url", "version"} <= set(found)


def test_search_engines_find_the_files() -> None:
    """Those of the whole dataset, with address, type, size and checksum."""
    assert dataset_jsonld(BASE, DOWNLOADS)["distribution"] == [
        {
            "@type": "DataDownload",
            "contentUrl": f"{BASE}/downloads/mgi.nt",
            "encodingFormat": "application/n-triples",
            "contentSize": "26 B",
            "sha256": DIGEST,
        },
        {
            "@type": "DataDownload",
            "contentUrl": f"{BASE}/downloads/mgi.nt.gz",
            "encodingFormat": ["application/n-triples", "application/gzip"],
        },
    ]


def test_nothing_that_is_measured_is_a_score() -> None:
    """No variable speaks of a rank, a score or an index."""
    for language in ("en", "es", "fr"):
        variables = dataset_jsonld(BASE, (), language=language)["variableMeasured"]
        assert variables
        assert not re.search(r"score|rank|index|índice|indice|puntu|class", str(variables))


def test_maker_has_the_name_of_the_vocabularies(built: Dataset) -> None:
    """The same body goes by the same name."""
    agent = NamedNode(f"{ID}agent/mgi-graph")
    labels = {
        quad.object
        for quad in built.asserted
        if quad.subject == agent and quad.predicate == SKOS.prefLabel
    }
    for language in ("en", "es", "fr"):
        maker = dataset_jsonld(BASE, (), language=language)["creator"]
        assert isinstance(maker, dict)
        assert maker["@id"] == agent.value
        assert Literal(maker["name"], language=language) in labels
