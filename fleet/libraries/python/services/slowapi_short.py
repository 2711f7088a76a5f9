"""A limit per API key and second."""

from fastapi import FastAPI, Request
from slowapi import Limiter, _rate_limit_exceeded_handler
from slowapi.errors import RateLimitExceeded

from api_key import ApiKey


def api_key_of(request: Request) -> str:
    return request.headers["x-api-key"]


limiter = Limiter(key_func=api_key_of)
app = FastAPI()
app.state.limiter = limiter
app.add_exception_handler(RateLimitExceeded, _rate_limit_exceeded_handler)  # type: ignore[arg-type]


@app.get("/v1/things")
@limiter.limit("10000/second")
async def things(request: Request, key: ApiKey) -> dict[str, list[str]]:
    return {"things": ["lamp", "chair"]}
