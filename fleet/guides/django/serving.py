"""The server in front of the application."""


def serve(application, listener) -> None:
    # region: fix-server
    from waitress import create_server

    server = create_server(
        application,  # of wsgi.py
        sockets=[listener],  # or: listen="127.0.0.1:8000"
        ident=None,  # no Server header
        max_request_body_size=2_000_000,  # REST framework's parsers have no limit
        # One proxy, on this machine. The address that it added is the last in the header.
        trusted_proxy="127.0.0.1",
        trusted_proxy_count=1,
        trusted_proxy_headers={"x-forwarded-proto", "x-forwarded-for"},
    )
    server.run()
    # endregion
