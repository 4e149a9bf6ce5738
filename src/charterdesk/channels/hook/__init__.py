"""Notices as signed webhooks, in the form of Standard Webhooks."""
