"""The room's name for Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "charterdesk.accounts"
    label = "accounts"
