"""Sending through a mail server: SMTP with one kept connection."""
