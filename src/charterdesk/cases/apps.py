"""The room's name for Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "charterdesk.cases"
    label = "cases"
