"""The addresses of sources of alerts, and the door at which they knock."""

from django.urls import path

from charterdesk.desk.views import alert_door, alert_sources, alert_trying

SOURCE = "desk/alerts/<str:source>/"
ALERTS = [
    path("in/alerts/<str:source>/", alert_door.door, name="alert_in"),
    path("in/alerts/<str:source>/<str:key>/", alert_door.door, name="alert_in_keyed"),
    path("desk/alerts/", alert_sources.sources, name="alerts"),
    path("desk/alerts-new/", alert_sources.new, name="alert_new"),
    path(SOURCE, alert_sources.source, name="alert_source"),
    path(f"{SOURCE}change/", alert_sources.change, name="alert_change"),
    path(f"{SOURCE}key/", alert_sources.key, name="alert_key"),
    path(f"{SOURCE}end/", alert_sources.end, name="alert_end"),
    path(f"{SOURCE}try/", alert_trying.trial, name="alert_try"),
    path(f"{SOURCE}d/<int:pk>/", alert_trying.delivery, name="alert_delivery"),
    path(f"{SOURCE}d/<int:pk>/again/", alert_trying.again, name="alert_again"),
    path(f"{SOURCE}d/<int:pk>/drop/", alert_trying.drop, name="alert_drop"),
]
