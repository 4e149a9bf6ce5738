"""The room's name for Django."""

from django.apps import AppConfig


class WorkerConfig(AppConfig):
    name = "charterdesk.worker"
    label = "worker"
