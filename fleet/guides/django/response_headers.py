"""Headers of every response, and the cookie of a session."""

# region: fix-middleware


def add_headers(get_response):
    def middleware(request):
        response = get_response(request)
        response.headers.setdefault(
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"
        )
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


# endregion


# region: fix-cookie
def start_session(response, token: str) -> None:
    # With this prefix browsers insist on Secure, on the whole path and on no Domain.
    response.set_cookie(
        "__Host-session", token, max_age=900, path="/", secure=True, httponly=True, samesite="Lax"
    )


# endregion
