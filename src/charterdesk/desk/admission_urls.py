"""Who is let in on the customers' side, as people of the desk decide it."""

from django.urls import path

from charterdesk.desk.views import admitting

ADMISSION = [
    path("h/<str:token>/", admitting.admit, name="admit"),
    path("desk/contacts/<int:pk>/rights/", admitting.rights, name="contact_rights"),
]
