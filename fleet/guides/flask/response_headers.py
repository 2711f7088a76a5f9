"""Headers of every response, and the cookie of a session."""

# region: fix-headers
from flask import Flask

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def add_headers(app: Flask) -> None:
    @app.after_request
    def with_headers(response):
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


# endregion


# region: fix-cookie
def start_session(response, token: str) -> None:
    # With this prefix browsers insist on Secure, on the whole path and on no Domain.
    response.set_cookie(
        "__Host-session", token, max_age=900, path="/", secure=True, httponly=True, samesite="Lax"
    )


# endregion
