"""The room's name for Django."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "charterdesk.access"
    label = "access"
