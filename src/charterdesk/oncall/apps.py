"""The room's name for Django."""

from django.apps import AppConfig


class OnCallConfig(AppConfig):
    name = "charterdesk.oncall"
    label = "oncall"
