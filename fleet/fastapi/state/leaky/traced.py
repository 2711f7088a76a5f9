"""A span processor that learns of beginnings and never of ends."""

from fastapi import APIRouter
from opentelemetry.context import Context
from opentelemetry.sdk.trace import Span, SpanProcessor, TracerProvider

from serving import Kept, deep_bytes

from ..backend import ISSUED_KEYS, ApiKey, unauthorized

router = APIRouter()


# region: leak-traced
class OpenSpans(SpanProcessor):
    """Shows on the support page what a caller is waiting for."""

    def __init__(self) -> None:
        self.by_caller: dict[str, Span] = {}

    # Without `on_end` beside it, a span stays when it is over, with its attributes.
    def on_start(self, span: Span, parent_context: Context | None = None) -> None:
        if span.attributes and "api.key" in span.attributes:
            self.by_caller[str(span.attributes["api.key"])] = span


open_spans = OpenSpans()
provider = TracerProvider()
provider.add_span_processor(open_spans)
tracer = provider.get_tracer("keys")


@router.get("/v1/traced")
async def traced(key: ApiKey) -> dict[str, str]:
    with tracer.start_as_current_span("check key", attributes={"api.key": key}):
        issued = key in ISSUED_KEYS
    if not issued:
        raise unauthorized
    return {"status": "ok"}


# endregion


def kept() -> Kept:
    return {"entries": len(open_spans.by_caller), "bytes": deep_bytes([open_spans.by_caller])}
