"""The addresses of the rules of a draft."""

from django.urls import path

from charterdesk.studio.views import rules

RULES = "manage/charter/<str:name>/draft/rules/"
urlpatterns = [
    path(RULES, rules.rules, name="rules"),
    path(f"{RULES}do/<slug:act>/", rules.act, name="rules_act"),
    path(f"{RULES}<slug:what>/", rules.change, name="rules_change"),
]
