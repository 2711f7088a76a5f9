"""Answers whatever a client accepts."""

from rest_framework.negotiation import DefaultContentNegotiation


class WhateverIsAccepted(DefaultContentNegotiation):
    """Files are served too, and renderers are for JSON."""

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type
