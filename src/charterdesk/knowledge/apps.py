"""The room's name for Django."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "charterdesk.knowledge"
    label = "knowledge"
