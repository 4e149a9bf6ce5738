"""The room's name for Django."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "charterdesk.alerts"
    label = "alerts"
