"""Answer those who run the service: is it ready, what has it done, who may crawl it."""

import json
from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mgi_graph.web.http.responses import Document, public_base, service_of

_UNKEPT: Final = {"Cache-Control": "no-store"}
_ROBOTS: Final = """\
User-agent: *
Disallow: /sparql
Disallow: /data
Disallow: /metrics

Sitemap: {base}/sitemap.xml
"""


async def tell_health(request: Request) -> Response:
    """Answer whether requests can be answered, and if not, why: 200 or 503."""
    service = service_of(request)
    condition: Mapping[str, object] = service.describe_condition()
    content = json.dumps(condition, indent=1).encode() + b"\n"
    return Response(content, 200 if service.is_ready else 503, _UNKEPT, "application/json")


async def tell_metrics(request: Request) -> Response:
    """Answer with the counters, in the form that Prometheus reads."""
    content, media_type = service_of(request).metrics.exposition()
    return Response(content, headers={**_UNKEPT, "Content-Type": media_type})


async def read_robots(request: Request) -> Response:
    """Let robots read the pages and the data, but ask no queries (RFC 9309)."""
    text = _ROBOTS.format(base=public_base(request))
    return Document(text.encode(), "text/plain", headers={"Vary": "Accept-Encoding"})


_READ: Final = ["GET", "HEAD"]
routes = [
    Route("/health", tell_health, methods=_READ, name="health"),
    Route("/metrics", tell_metrics, methods=_READ, name="metrics"),
    Route("/robots.txt", read_robots, methods=_READ, name="robots"),
]
