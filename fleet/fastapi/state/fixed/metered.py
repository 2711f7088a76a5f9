"""A counter with labels that have few values."""

from fastapi import APIRouter
from prometheus_client import Counter

from serving import Kept, deep_bytes

from ..backend import ISSUED_KEYS, ApiKey, unauthorized

router = APIRouter()

# region: fix-metered
requests = Counter("api_requests", "Requests by route and outcome", ["route", "outcome"])


@router.get("/v1/metered")
async def metered(key: ApiKey) -> dict[str, str]:
    if key not in ISSUED_KEYS:
        requests.labels(route="/v1/metered", outcome="refused").inc()
        raise unauthorized
    requests.labels(route="/v1/metered", outcome="accepted").inc()
    return {"status": "ok"}


# endregion


def kept() -> Kept:
    series = [sample for metric in requests.collect() for sample in metric.samples]
    totals = [sample for sample in series if sample.name == "api_requests_total"]
    return {"entries": len(totals), "bytes": deep_bytes([requests])}
