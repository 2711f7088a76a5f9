"""The service of the guides in Flask, flawed or fixed."""

import logging

import accounts
import cors
import error_handling
import function_authorization as roles
import graphql_limits
import injection
import input_validation
import mass_assignment
import object_ownership
import rate_limiting
import response_headers
import response_properties
import secret_files
import server_side_requests
import serving
import transport_security
import uploads
from database import db, prepare
from flask import Flask, g, request
from jwt_verification import unverified_claims, user_of
from service import CONTRACT, FOLDER, IS_FIXED, announce, end_on_sigterm, listen
from werkzeug.serving import make_server

TOPICS = (
    accounts,
    response_properties,
    input_validation,
    injection,
    mass_assignment,
    object_ownership,
    server_side_requests,
    uploads,
)


@roles.public.get("/openapi.json")
def contract():
    return CONTRACT


def keep_notes(app: Flask) -> None:
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{FOLDER / 'notes.db'}"
    db.init_app(app)
    app.register_blueprint(roles.public)
    with app.app_context():
        prepare()


def fixed() -> Flask:
    app = secret_files.app
    app.url_map.merge_slashes = False
    transport_security.insist_on_https(app)
    rate_limiting.limit_requests(app)
    roles.require_users(app)
    error_handling.handle_errors(app)
    cors.allow_origins(app)
    response_headers.add_headers(app)
    uploads.limit_bodies(app)
    keep_notes(app)
    app.register_blueprint(secret_files.files)
    for topic in TOPICS:
        app.register_blueprint(topic.routes)
    app.register_blueprint(roles.admin)
    graphql_limits.serve_graph(app)
    return app


def flawed() -> Flask:
    app = secret_files.app_with_everything()
    app.debug = True
    cors.allow_all(app)
    error_handling.show_errors(app)

    @app.before_request
    def who_is_it():
        closed = not request.endpoint or not request.endpoint.startswith(
            ("public.", "accounts.", "static")
        )
        if closed and request.endpoint and request.method != "OPTIONS":
            g.user = user_of(unverified_claims())

    keep_notes(app)
    for topic in TOPICS:
        app.register_blueprint(topic.flawed)
    app.register_blueprint(roles.flawed)
    graphql_limits.serve_graph_without_limits(app)
    return app


logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
logging.getLogger("waitress").setLevel(logging.CRITICAL)
end_on_sigterm()
service = fixed() if IS_FIXED else flawed()
listener = listen()
announce(listener)
if IS_FIXED:
    serving.serve(service, listener)
else:
    make_server("127.0.0.1", 0, service, threaded=True, fd=listener.fileno()).serve_forever()
