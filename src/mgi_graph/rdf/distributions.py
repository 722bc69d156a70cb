"""Describe the files that a site offers and the service behind it, with DCAT 3 and schema.org.

Addresses are those of the site; things keep their IRIs. A file of the whole dataset is
a distribution of it (DCAT, section 6.8); a part of it is a dataset of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from mgi_graph.model.names import slugify
from mgi_graph.rdf.catalogue import DATASET, DESCRIPTIONS, LICENCE, TITLES
from mgi_graph.rdf.distribution_texts import CATALOGUE_TITLES, KEYWORDS, MAKER, VARIABLES
from mgi_graph.rdf.iris import mint_agent, mint_iri
from mgi_graph.rdf.terms import DCAT, DCTERMS, RDF, SPDX, XSD

WHOLE: Final = "all"
"""The subset that is the whole dataset."""

_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
_PROTOCOL: Final = NamedNode("https://www.w3.org/TR/sparql11-protocol/")


@dataclass(frozen=True, slots=True)
class Download:
    """Hold what is known of a file.

    ``path`` is below the site's address; ``title`` says what the file holds, by language;
    ``subset`` names the part of the dataset, :data:`WHOLE` for all of it. ``media_type`` is
    that of the content, ``compression`` the media type of its compression. ``byte_size`` and
    ``sha256``, in hexadecimal, are missing for a file that is made on demand.
    """

    path: str
    title: Mapping[str, str]
    subset: str
    media_type: str
    compression: str | None = None
    byte_size: int | None = None
    sha256: str | None = None


def describe_distributions(base: str, downloads: Sequence[Download]) -> Iterator[Triple]:
    """Describe the catalogue of the site at ``base``, an address without a slash at its end."""
    catalogue = NamedNode(f"{base}/catalogue#catalogue")
    yield Triple(catalogue, RDF.type, DCAT.Catalog)
    yield from _describe_texts(catalogue, CATALOGUE_TITLES, DESCRIPTIONS)
    yield Triple(catalogue, DCTERMS.publisher, mint_agent("mgi-graph"))
    yield from _describe_service(base, catalogue)
    yield from _describe_dataset(catalogue, DATASET, TITLES)
    for download in downloads:
        dataset = _mint_dataset(download.subset)
        if dataset != DATASET:
            yield Triple(dataset, DCTERMS.isPartOf, DATASET)
            yield from _describe_dataset(catalogue, dataset, download.title)
        yield from _describe_distribution(base, dataset, download)


def _mint_dataset(subset: str) -> NamedNode:
    return DATASET if subset == WHOLE else mint_iri("dataset", slugify(subset))


def _describe_texts(
    thing: NamedNode, titles: Mapping[str, str], descriptions: Mapping[str, str]
) -> Iterator[Triple]:
    for predicate, texts in ((DCTERMS.title, titles), (DCTERMS.description, descriptions)):
        for language, text in texts.items():
            yield Triple(thing, predicate, Literal(text, language=language))


def _describe_dataset(
    catalogue: NamedNode, dataset: NamedNode, titles: Mapping[str, str]
) -> Iterator[Triple]:
    yield Triple(catalogue, DCAT.dataset, dataset)
    yield Triple(dataset, RDF.type, DCAT.Dataset)
    yield from _describe_texts(dataset, titles, DESCRIPTIONS)
    yield Triple(dataset, DCTERMS.license, LICENCE)
    yield Triple(dataset, DCTERMS.publisher, mint_agent("mgi-graph"))


def _describe_service(base: str, catalogue: NamedNode) -> Iterator[Triple]:
    """Describe the SPARQL endpoint (DCAT, section 6.9); what describes it is found from here."""
    service = NamedNode(f"{base}/sparql#service")
    yield Triple(catalogue, DCAT.service, service)
    yield Triple(service, RDF.type, DCAT.DataService)
    yield from _describe_texts(service, {"en": "SPARQL", "es": "SPARQL", "fr": "SPARQL"}, {})
    yield Triple(service, DCAT.endpointURL, NamedNode(f"{base}/sparql"))
    for path in ("sparql", "api/openapi.json"):
        yield Triple(service, DCAT.endpointDescription, NamedNode(f"{base}/{path}"))
    yield Triple(service, DCAT.servesDataset, DATASET)
    yield Triple(service, DCTERMS.conformsTo, _PROTOCOL)
    yield Triple(service, DCTERMS.license, LICENCE)


def _describe_distribution(base: str, dataset: NamedNode, download: Download) -> Iterator[Triple]:
    url = f"{base}/{download.path}"
    distribution = NamedNode(f"{url}#distribution")
    yield Triple(dataset, DCAT.distribution, distribution)
    yield Triple(distribution, RDF.type, DCAT.Distribution)
    yield from _describe_texts(distribution, download.title, {})
    yield Triple(distribution, DCAT.downloadURL, NamedNode(url))
    yield Triple(distribution, DCAT.accessURL, NamedNode(f"{base}/downloads"))
    yield Triple(distribution, DCAT.mediaType, NamedNode(_MEDIA_TYPES + download.media_type))
    yield Triple(distribution, DCTERMS.license, LICENCE)
    if download.compression is not None:
        compression = NamedNode(_MEDIA_TYPES + download.compression)
        yield Triple(distribution, DCAT.compressFormat, compression)
    if download.byte_size is not None:
        size = Literal(str(download.byte_size), datatype=XSD.nonNegativeInteger)
        yield Triple(distribution, DCAT.byteSize, size)
    if download.sha256 is not None:
        checksum = NamedNode(f"{url}#checksum")
        yield Triple(distribution, SPDX.checksum, checksum)
        yield Triple(checksum, RDF.type, SPDX.Checksum)
        yield Triple(checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256)
        value = Literal(download.sha256, datatype=XSD.hexBinary)
        yield Triple(checksum, SPDX.checksumValue, value)


def dataset_jsonld(
    base: str,
    downloads: Sequence[Download],
    *,
    language: str = "en",
    version: str | None = None,
    months: tuple[str, str] | None = None,
    places: Sequence[str] = (),
) -> dict[str, object]:
    """Describe the dataset in schema.org's terms, as search engines read them from a page.

    ``months`` are the first and the last that the data covers, ``places`` the names of what
    was assessed. Texts are in ``language``, in English where there is no such text.
    """
    maker = {
        "@type": "Organization",
        "@id": mint_agent("mgi-graph").value,
        "name": MAKER.get(language, MAKER["en"]),
    }
    described: dict[str, object] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": DATASET.value,
        "url": f"{base}/",
        "name": TITLES.get(language, TITLES["en"]),
        "description": DESCRIPTIONS.get(language, DESCRIPTIONS["en"]),
        "keywords": list(KEYWORDS.get(language, KEYWORDS["en"])),
        "license": LICENCE.value,
        "creator": maker,
        "publisher": maker,
        "isAccessibleForFree": True,
        "variableMeasured": list(VARIABLES.get(language, VARIABLES["en"])),
        "distribution": [
            _download_jsonld(base, each) for each in downloads if each.subset == WHOLE
        ],
    }
    if version is not None:
        described["version"] = version
    if months is not None:
        described["temporalCoverage"] = "/".join(months)
    if places:
        described["spatialCoverage"] = [{"@type": "Place", "name": name} for name in places]
    return described


def _download_jsonld(base: str, download: Download) -> dict[str, object]:
    formats = [download.media_type, *([download.compression] if download.compression else [])]
    described: dict[str, object] = {
        "@type": "DataDownload",
        "contentUrl": f"{base}/{download.path}",
        "encodingFormat": formats if len(formats) > 1 else formats[0],
    }
    if download.byte_size is not None:
        described["contentSize"] = f"{download.byte_size} B"
    if download.sha256 is not None:
        described["sha256"] = download.sha256
    return described
