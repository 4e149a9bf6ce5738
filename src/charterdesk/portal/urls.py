"""The customers' addresses; none of them asks for an account of the desk."""

from django.urls import path

from charterdesk.portal import views
from charterdesk.portal.chat_urls import CHAT
from charterdesk.portal.closing.urls import ENDING
from charterdesk.portal.guest_urls import GUESTS
from charterdesk.portal.knowledge_urls import KNOWLEDGE
from charterdesk.portal.opening.urls import OPENING
from charterdesk.portal.status_urls import STATUS
from charterdesk.portal.systems.urls import SYSTEMS

app_name = "portal"
urlpatterns = [
    *STATUS,
    *GUESTS,
    *OPENING,
    *ENDING,
    *CHAT,
    *KNOWLEDGE,
    *SYSTEMS,
    path("charters/", views.charters, name="charters"),
    path("charters/<str:name>/", views.charter, name="charter"),
    path("charters/<str:name>/version/<int:version>/", views.version, name="version"),
    path("charters/<str:name>/version/<int:version>/helpful/", views.helpful, name="helpful"),
]
