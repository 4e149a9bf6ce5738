"""The addresses of on-call duty, among the desk's."""

from django.urls import path

from charterdesk.desk.views import oncall, oncall_calendars, oncall_cover, wall

ROTA = "desk/oncall/<str:charter>/<str:name>/"
ONCALL = [
    path("desk/oncall/", oncall.oncall, name="oncall"),
    path("desk/oncall/away/", oncall.absence, name="oncall_absence"),
    path("desk/oncall/answer/<slug:what>/<int:pk>/", oncall.answer, name="oncall_answer"),
    path("desk/oncall/end/<slug:what>/<int:pk>/", oncall.end, name="oncall_end"),
    path("desk/oncall/read/<int:pk>/", oncall_calendars.read, name="oncall_read"),
    path("desk/oncall/feed/", oncall_calendars.feed, name="oncall_feed"),
    path("desk/oncall/wall/", wall.boards, name="walls"),
    path("desk/oncall/wall/<int:pk>/end/", wall.end, name="wall_end"),
    path("desk/oncall/wall/have/<str:number>/", wall.have, name="wall_have"),
    path("wall/<str:token>/", wall.wall, name="wall"),
    path("cover/<str:token>/", oncall_cover.cover, name="oncall_offer"),
    path("swap/<str:token>/", oncall_cover.swap, name="oncall_swap_offer"),
    path("oncall/<str:token>.ics", oncall_calendars.ics, name="oncall_ics"),
    path(ROTA, oncall.rota, name="oncall_rota"),
    path(f"{ROTA}override/", oncall.override, name="oncall_override"),
    path(f"{ROTA}cover/", oncall.cover, name="oncall_cover"),
    path(f"{ROTA}swap/", oncall.swap, name="oncall_swap"),
    path(f"{ROTA}layer/", oncall.layer, name="oncall_layer"),
    path(f"{ROTA}layer/<int:pk>/", oncall.change, name="oncall_change"),
    path(f"{ROTA}fairness.csv", oncall.fairness, name="oncall_fairness"),
    path(f"{ROTA}calendar/", oncall_calendars.calendar, name="oncall_import"),
    path(f"{ROTA}grafana/", oncall_calendars.grafana, name="oncall_grafana"),
]
