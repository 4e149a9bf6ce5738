"""Addresses of a night: the incident's page, its proof, what of it is public, and rehearsals."""

from django.urls import path

from charterdesk.desk.views import incident, incident_proof, public, rehearsal

CASE = "desk/c/<str:number>/"
NIGHT = [
    path(f"{CASE}incident/", incident.incident, name="incident"),
    path(f"{CASE}incident/<slug:name>/", incident.incident_act, name="incident_act"),
    path(f"{CASE}proof/", incident_proof.proof, name="proof"),
    path(f"{CASE}proof.csv", incident_proof.proof_csv, name="proof_csv"),
    path(f"{CASE}public/", public.public, name="public"),
    path("desk/status/", public.publics, name="publics"),
    path("desk/status/<int:pk>/", public.public_update, name="public_update"),
    path("desk/status/<int:pk>/withdraw/", public.public_withdraw, name="public_withdraw"),
    path("desk/rehearsals/", rehearsal.rehearsals, name="rehearsals"),
    path("desk/rehearsals/<int:pk>/", rehearsal.rehearsal, name="rehearsal"),
    path("desk/rehearsals/<int:pk>/<slug:name>/", rehearsal.rehearsal_act, name="rehearsal_act"),
]
