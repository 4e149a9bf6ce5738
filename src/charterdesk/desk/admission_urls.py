"""Who is let in and what counts, as people of the desk decide it."""

from django.urls import path

from charterdesk.desk.views import admitting, late

ADMISSION = [
    path("h/<str:token>/", admitting.admit, name="admit"),
    path("desk/late/<int:pk>/", late.late, name="late"),
    path("desk/contacts/<int:pk>/rights/", admitting.rights, name="contact_rights"),
]
