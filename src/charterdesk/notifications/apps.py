"""The room's name for Django."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "charterdesk.notifications"
    label = "notifications"
