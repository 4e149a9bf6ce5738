"""The room's name for Django."""

from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "charterdesk.customers"
    label = "customers"
