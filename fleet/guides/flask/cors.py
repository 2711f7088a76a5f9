"""Pages of which origins may read responses."""

# region: fix-cors
from flask import Flask
from flask_cors import CORS


def allow_origins(app: Flask) -> None:
    CORS(
        app,
        origins=["https://app.example.com", "https://admin.example.com"],
        supports_credentials=True,
        always_send=False,  # only to requests that have an Origin
        methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=["Authorization", "Content-Type"],
        max_age=600,
    )


# endregion


def allow_all(app: Flask) -> None:
    CORS(app, supports_credentials=True)
