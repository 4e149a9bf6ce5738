"""The room's name for Django."""

from django.apps import AppConfig


class TalkConfig(AppConfig):
    name = "charterdesk.talk"
    label = "talk"
