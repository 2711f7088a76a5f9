"""TLS ends at a proxy; the application says that it is to be used."""

# region: fix-transport
from flask import Flask, redirect, request

HEALTH_CHECKS = {"public.status"}


def insist_on_https(app: Flask) -> None:
    app.config["TRUSTED_HOSTS"] = [
        "notes.example.com",
        "127.0.0.1",
    ]  # the redirect repeats the host

    @app.before_request
    def redirect_to_https():
        if not request.is_secure and request.endpoint not in HEALTH_CHECKS:
            return redirect(request.url.replace("http:", "https:", 1), 308)

    @app.after_request
    def with_hsts(response):
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        return response


# endregion
