"""The room's name for Django."""

from django.apps import AppConfig


class StudioConfig(AppConfig):
    name = "charterdesk.studio"
    label = "studio"
