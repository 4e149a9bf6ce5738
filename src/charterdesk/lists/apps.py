"""The room's name for Django."""

from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "charterdesk.lists"
    label = "lists"
