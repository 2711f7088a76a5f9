"""The service of the guides in Django with REST framework, flawed or fixed."""

import os

from service import FIRST_USERS, IS_FIXED, announce, end_on_sigterm, listen

os.environ["DJANGO_SETTINGS_MODULE"] = "settings_fixed" if IS_FIXED else "settings_flawed"

import django

django.setup()

import serving
from django.core.management import call_command
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from notes.models import Note, User


def prepare() -> None:
    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    for username, password, role in FIRST_USERS:
        user = User.objects.create_user(
            username,
            f"{username}@example.com",
            password,
            role=role,
            name=username.title(),
        )
        Note.objects.create(owner=user, title=f"Milk for {username}", body="Two bottles")


prepare()
end_on_sigterm()
application = get_wsgi_application()
listener = listen()
announce(listener)
if IS_FIXED:
    serving.serve(application, listener)
else:
    server = ThreadedWSGIServer(listener.getsockname(), WSGIRequestHandler, bind_and_activate=False)
    server.socket.close()
    server.socket = listener
    server.server_name, server.server_port = listener.getsockname()
    server.setup_environ()
    server.set_app(application)
    server.serve_forever()
