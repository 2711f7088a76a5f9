"""Caches the plan of each key without a maximum of keys."""

from functools import lru_cache

from fastapi import FastAPI

from api_key import ApiKey

app = FastAPI()


@lru_cache(maxsize=None)  # noqa: UP033 - the older spelling, which most code still has
def plan_of(key: str) -> dict[str, str]:
    return {"plan": "pro" if key.startswith("pro-") else "free"}


@app.get("/v1/things")
async def things(key: ApiKey) -> dict[str, str | list[str]]:
    return {**plan_of(key), "things": ["lamp", "chair"]}
