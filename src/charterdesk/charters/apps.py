"""The room's name for Django."""

from django.apps import AppConfig


class ChartersConfig(AppConfig):
    name = "charterdesk.charters"
    label = "charters"
