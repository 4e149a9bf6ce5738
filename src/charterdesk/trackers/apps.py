"""The room's name for Django."""

from django.apps import AppConfig


class TrackersConfig(AppConfig):
    name = "charterdesk.trackers"
    label = "trackers"
