"""POST /register and POST /login, open in both variants."""

from argon2.exceptions import VerificationError
from database import User, db, passwords
from flask import Blueprint, abort, jsonify, request
from input_validation import Credentials, body
from jwt_verification import issue
from rate_limiting import count_attempt, forget_attempts
from response_headers import start_session
from sqlalchemy.exc import IntegrityError
from werkzeug.datastructures import WWWAuthenticate

# Verified where there is no such user, so that both take as long.
DUMMY_HASH = passwords.hash("no one has this password")
routes = Blueprint("accounts", __name__)
flawed = Blueprint("accounts", __name__)


def add_user(username: str, password: str):
    user = User(username=username, password_hash=passwords.hash(password), name=username)
    db.session.add(user)
    try:
        db.session.commit()
    except IntegrityError:
        abort(409, "The name is taken")
    return {"id": str(user.id), "username": user.username}, 201


def check(username: str, password: str) -> User | None:
    user = db.session.scalar(db.select(User).filter_by(username=username))
    try:
        passwords.verify(user.password_hash if user else DUMMY_HASH, password)
    except VerificationError:
        return None
    return user


@routes.post("/register")
def register():
    return add_user(**body(Credentials))


@routes.post("/login")
def login():
    sent = body(Credentials)
    count_attempt(sent["username"])
    user = check(**sent)
    if user is None:
        abort(401, "Wrong name or password", www_authenticate=WWWAuthenticate("bearer"))
    forget_attempts(user.username)
    token = issue(user)
    response = jsonify(token=token)
    start_session(response, token)
    return response


@flawed.post("/register")
def register_anything():
    sent = request.get_json()
    return add_user(sent["username"], sent["password"])


@flawed.post("/login")
def login_without_limit():
    sent = request.get_json()
    user = check(sent["username"], sent["password"])
    if user is None:
        abort(401, "Wrong name or password")
    token = issue(user)
    response = jsonify(token=token)
    response.set_cookie("session", token)
    return response
