"""List every kind of problem that the service reports, for the reports and for the page on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

PROBLEMS_IRI: Final = "https://w3id.org/mgi-graph/problems"
"""The page on all problems; each kind is a fragment of it."""


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """Describe one kind of problem: its stable code, its usual status, what to do about it."""

    code: str
    status: int
    title: str
    meaning: str
    remedy: str

    @property
    def iri(self) -> str:
        """Return the problem type (RFC 9457, section 3.1.1).

        >>> PROBLEM_KINDS["timed-out"].iri
        'https://w3id.org/mgi-graph/problems#timed-out'
        """
        return f"{PROBLEMS_IRI}#{self.code}"


_QUERIES: Final = (
    ProblemKind(
        "query-syntax",
        400,
        "The query is not well-formed SPARQL",
        "The text does not follow the grammar of SPARQL 1.1, or is nested too deeply or too long "
        "to be evaluated safely.",
        "Look at the place given by line and column, both counted from 1; near holds the words "
        "there.",
    ),
    ProblemKind(
        "query-missing",
        400,
        "The request has no query",
        "A query operation needs the parameter query, or a body of type application/sparql-query.",
        "Send the query as ?query=… with GET, as query=… in a form with POST, or as the body.",
    ),
    ProblemKind(
        "query-repeated",
        400,
        "The request has more than one query",
        "The SPARQL 1.1 Protocol allows exactly one query, or one update, in a request.",
        "Send one request for each.",
    ),
    ProblemKind(
        "parameter-repeated",
        400,
        "A parameter stands in the request more than once",
        "The parameter may be given once; with two values it is not clear which one is meant.",
        "Give it once.",
    ),
    ProblemKind(
        "parameter-value",
        400,
        "A parameter has a value that it cannot have",
        "The value is not of the parameter's type, or not one of its permitted values.",
        "Give a value as described in expected.",
    ),
    ProblemKind(
        "graph-not-in-dataset",
        400,
        "The dataset has no such graph",
        "The query or the request names a graph that the dataset does not have. Graphs are never "
        "fetched from elsewhere. Where the graph is what was asked for, the status is 404.",
        "Use a graph of the dataset; known lists some, nearest is the one most alike.",
    ),
    ProblemKind(
        "service-refused",
        400,
        "SERVICE is not offered",
        "The service answers from its own dataset and calls no other endpoint, so a query with "
        "SERVICE is refused.",
        "Leave SERVICE out, or run a federated query at an endpoint of your own and name this one "
        "there.",
    ),
    ProblemKind(
        "query-not-evaluated",
        400,
        "The query cannot be evaluated",
        "The query is well-formed, but the engine cannot evaluate it, for example because it "
        "calls a function that the engine does not have.",
        "Change the part that the detail names.",
    ),
    ProblemKind(
        "unknown-name",
        404,
        "Nothing has this name",
        "No query, place, profile or parameter has the name that was given. In a path the status "
        "is 404, in a parameter 400.",
        "Check the spelling; nearest is the name most alike, known lists some.",
    ),
)

_UPDATES: Final = (
    ProblemKind(
        "update-refused",
        403,
        "The dataset is only read",
        "The update is well-formed, but this service offers no SPARQL Update; nothing was changed.",
        "Download the dataset and update a copy of your own.",
    ),
    ProblemKind(
        "dataset-conflict",
        400,
        "The update names its dataset twice",
        "The parameters using-graph-uri and using-named-graph-uri may not be combined with USING, "
        "USING NAMED or WITH in the update (SPARQL 1.1 Protocol, section 2.2.3).",
        "Use the one or the other.",
    ),
)

_REQUESTS: Final = (
    ProblemKind(
        "bad-request",
        400,
        "The request is malformed",
        "The request is not valid HTTP, or a part of it is not of the required form.",
        "Correct the part that the detail names.",
    ),
    ProblemKind(
        "not-utf-8",
        400,
        "The request is not in UTF-8",
        "A body, a parameter or its percent-encoding is not UTF-8.",
        "Encode the text as UTF-8, and each byte that needs it as % and two hexadecimal digits.",
    ),
    ProblemKind(
        "request-timed-out",
        408,
        "The request took too long to arrive, or its client left",
        "The headers or the body did not arrive in time, or the client closed the connection "
        "before the answer.",
        "Send the whole request at once, and keep the connection open until the answer is there.",
    ),
    ProblemKind(
        "not-found",
        404,
        "There is nothing at this address",
        "The service has no document and no thing at this path.",
        "Start from the front page, or from a suggestion in nearest.",
    ),
    ProblemKind(
        "gone",
        410,
        "What was at this address is withdrawn",
        "The thing existed in an earlier version of the dataset and was withdrawn.",
        "Use the replacement where one is named, or an earlier version of the dataset.",
    ),
    ProblemKind(
        "method-not-allowed",
        405,
        "The method is not allowed here",
        "The address does not support the method of the request.",
        "Use one of the methods in the header Allow, repeated in allowed.",
    ),
    ProblemKind(
        "not-acceptable",
        406,
        "No format on offer is acceptable",
        "None of the formats in which the answer can be written is allowed by the header Accept "
        "or named by the parameter format.",
        "Ask for one of the media types in available.",
    ),
    ProblemKind(
        "media-type",
        415,
        "The body has a media type that is not supported",
        "The header Content-Type is missing, or names a media type or a character encoding that "
        "the service does not read.",
        "Send one of the media types in available, encoded as UTF-8.",
    ),
    ProblemKind(
        "body-too-large",
        413,
        "The body is too large",
        "The body of the request, or the query in it, is longer than limit bytes.",
        "Send less; put long lists of values into several requests.",
    ),
    ProblemKind(
        "uri-too-long",
        414,
        "The address is too long",
        "The address of the request, or the query in it, is longer than limit bytes.",
        "Send the query by POST, or a shorter one.",
    ),
    ProblemKind(
        "headers-too-large",
        431,
        "The headers are too large",
        "The request has too many headers, or too long ones.",
        "Send fewer or shorter headers; cookies are not used here at all.",
    ),
)

_LIMITS: Final = (
    ProblemKind(
        "too-busy",
        429,
        "The service is busy",
        "All workers are taken and the queue is full, or this client has too many requests in it.",
        "Try again after the seconds in the header Retry-After, repeated in retryAfter.",
    ),
    ProblemKind(
        "timed-out",
        503,
        "The query took too long",
        "The query was ended at the time limit. No part of an answer was sent.",
        "Ask for less: a LIMIT, fewer patterns, patterns that share variables; or download the "
        "dataset and query it at your own place.",
    ),
    ProblemKind(
        "out-of-memory",
        503,
        "The query needs too much memory",
        "The query was ended at the memory limit. No part of an answer was sent.",
        "Ask for less: avoid ORDER BY, DISTINCT and GROUP BY over large intermediate answers.",
    ),
    ProblemKind(
        "not-ready",
        503,
        "The service is not ready",
        "The dataset is being loaded, or the service is stopping.",
        "Try again after the seconds in the header Retry-After.",
    ),
    ProblemKind(
        "engine-crashed",
        500,
        "The query ended the process that evaluated it",
        "The process that evaluates queries died on this one. Other requests are not affected.",
        "Simplify the query, and please report it with its text.",
    ),
    ProblemKind(
        "internal",
        500,
        "The service has a defect",
        "Something failed that should not have. The operators see the cause in the log.",
        "Please report the request and the time.",
    ),
)

PROBLEM_KINDS: Final[Mapping[str, ProblemKind]] = MappingProxyType(
    {kind.code: kind for kind in (*_QUERIES, *_UPDATES, *_REQUESTS, *_LIMITS)}
)
"""Every kind of problem by its code, in the order of the page on them."""
