"""Schedules exported from Grafana OnCall, read into layers and single shifts."""
