"""Headers of every response, and the cookie of a session."""

# region: fix-headers
from starlette.datastructures import MutableHeaders

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}


class SecurityHeaders:
    """Around the application: middleware inside it misses responses to unexpected errors."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        async def send_with_headers(message):
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, send_with_headers)


# endregion

# region: fix-cookie
from fastapi import Response


def start_session(response: Response, token: str) -> None:
    # With this prefix browsers insist on Secure, on the whole path and on no Domain.
    response.set_cookie(
        "__Host-session", token, max_age=900, path="/", secure=True, httponly=True, samesite="lax"
    )


# endregion
