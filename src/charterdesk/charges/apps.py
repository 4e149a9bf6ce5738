"""The room's name for Django."""

from django.apps import AppConfig


class ChargesConfig(AppConfig):
    name = "charterdesk.charges"
    label = "charges"
