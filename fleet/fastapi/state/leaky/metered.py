"""A counter with a label for each key."""

from fastapi import APIRouter
from prometheus_client import Counter

from serving import Kept, deep_bytes

from ..backend import ISSUED_KEYS, ApiKey, unauthorized

router = APIRouter()

# region: leak-metered
requests = Counter("api_requests", "Requests by caller", ["api_key"])


@router.get("/v1/metered")
async def metered(key: ApiKey) -> dict[str, str]:
    # Each key is a series of its own, which every scrape repeats, key and all.
    requests.labels(api_key=key).inc()
    if key not in ISSUED_KEYS:
        raise unauthorized
    return {"status": "ok"}


# endregion


def kept() -> Kept:
    series = [sample for metric in requests.collect() for sample in metric.samples]
    totals = [sample for sample in series if sample.name == "api_requests_total"]
    return {"entries": len(totals), "bytes": deep_bytes([requests])}
