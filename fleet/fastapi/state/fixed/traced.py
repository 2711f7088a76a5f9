"""A span processor that lets go of a span when it ends."""

from fastapi import APIRouter
from opentelemetry.context import Context
from opentelemetry.sdk.trace import ReadableSpan, Span, SpanProcessor, TracerProvider

from serving import Kept, deep_bytes

from ..backend import ISSUED_KEYS, ApiKey, fingerprint, unauthorized

router = APIRouter()


# region: fix-traced
class OpenSpans(SpanProcessor):
    """Shows on the support page what callers are waiting for, as far as a page can show it."""

    MOST = 1_000

    def __init__(self) -> None:
        self.by_id: dict[int, Span] = {}

    def on_start(self, span: Span, parent_context: Context | None = None) -> None:
        # A span that somebody forgets to end would stay: there is a bound as well.
        if len(self.by_id) < self.MOST:
            self.by_id[span.context.span_id] = span

    def on_end(self, span: ReadableSpan) -> None:
        self.by_id.pop(span.context.span_id, None)


open_spans = OpenSpans()
provider = TracerProvider()
provider.add_span_processor(open_spans)
tracer = provider.get_tracer("keys")


@router.get("/v1/traced")
async def traced(key: ApiKey) -> dict[str, str]:
    with tracer.start_as_current_span("check key", attributes={"caller": fingerprint(key)}):
        issued = key in ISSUED_KEYS
    if not issued:
        raise unauthorized
    return {"status": "ok"}


# endregion


def kept() -> Kept:
    return {"entries": len(open_spans.by_id), "bytes": deep_bytes([open_spans.by_id])}
