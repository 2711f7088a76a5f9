"""Compares each key with the one that was issued, in constant time, and keeps none."""

import hmac
import os

from fastapi import FastAPI

from api_key import ApiKey

app = FastAPI()

PARTNER_KEY = os.environ.get("API_KEY", "demo-key").encode()


@app.get("/v1/things")
async def things(key: ApiKey) -> dict[str, str | list[str]]:
    is_partner = hmac.compare_digest(key.encode(), PARTNER_KEY)
    return {"plan": "partner" if is_partner else "free", "things": ["lamp", "chair"]}
