"""Counts the requests of each key, for a dashboard of who asks how often."""

from fastapi import FastAPI
from prometheus_client import Counter

from api_key import ApiKey

app = FastAPI()

requests = Counter("api_requests", "Requests by API key", ["api_key"])


@app.get("/v1/things")
async def things(key: ApiKey) -> dict[str, list[str]]:
    requests.labels(api_key=key).inc()
    return {"things": ["lamp", "chair"]}
