"""The customers' addresses; none of them asks for an account of the desk."""

from django.urls import path

from charterdesk.portal import views

app_name = "portal"
urlpatterns = [
    path("charters/", views.charters, name="charters"),
    path("charters/<str:name>/", views.charter, name="charter"),
    path("charters/<str:name>/version/<int:version>/", views.version, name="version"),
    path("charters/<str:name>/version/<int:version>/helpful/", views.helpful, name="helpful"),
]
