"""The server in front of the application."""

from flask import Flask


def serve(app: Flask, listener) -> None:
    # region: fix-server
    from waitress import create_server

    server = create_server(
        app,
        sockets=[listener],  # or: listen="127.0.0.1:8080"
        ident=None,  # no Server header
        max_request_body_size=2_000_000,
        # One proxy, on this machine. The address that it added is the last in the header.
        trusted_proxy="127.0.0.1",
        trusted_proxy_count=1,
        trusted_proxy_headers={"x-forwarded-proto", "x-forwarded-for"},
    )
    server.run()
    # endregion
