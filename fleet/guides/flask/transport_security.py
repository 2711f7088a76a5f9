"""TLS ends at a proxy; the application says that it is to be used."""

# region: fix-transport
import os

from flask import Flask, redirect, request


def insist_on_https(app: Flask) -> None:
    @app.before_request
    def redirect_to_https():
        if not request.is_secure:
            path = request.full_path if request.query_string else request.path
            return redirect(f"https://{os.environ['PUBLIC_HOST']}{path}", 308)

    @app.after_request
    def with_hsts(response):
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        return response


# endregion
