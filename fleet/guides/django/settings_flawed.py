"""The flawed service, as a tutorial leaves it."""

from settings_base import *

DEBUG = True
ALLOWED_HOSTS = ["*"]
MIDDLEWARE = ["corsheaders.middleware.CorsMiddleware", "legacy.powered_by"]
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_CREDENTIALS = True
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["jwt_verification.UnverifiedAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "negotiation.WhateverIsAccepted",
    "EXCEPTION_HANDLER": "legacy.show",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
}
