"""The room's name for Django."""

from django.apps import AppConfig


class AutomationConfig(AppConfig):
    name = "charterdesk.automation"
    label = "automation"
