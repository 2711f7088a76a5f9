"""Pages of which origins may read responses."""

from flask import Flask
from flask_cors import CORS


def fix(app: Flask) -> None:
    # region: fix-cors
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


def flaw(app: Flask) -> None:
    CORS(app, supports_credentials=True)
