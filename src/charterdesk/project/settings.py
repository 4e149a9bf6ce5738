"""Deployment only: addresses, secrets, paths. What the desk does is written in charters."""

SECRET_KEY = "x"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth"]
USE_TZ = True
