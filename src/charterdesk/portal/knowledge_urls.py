"""The addresses of the knowledge, which anybody may read as far as it is public."""

from django.urls import path

from charterdesk.portal import knowledge

KNOWLEDGE = [
    path("kb/", knowledge.knowledge, name="knowledge"),
    path("kb/picture/<slug:stored>/", knowledge.picture, name="kb_picture"),
    path("kb/<slug:slug>/", knowledge.article, name="kb_article"),
    path("kb/<slug:slug>/useful/", knowledge.useful, name="kb_useful"),
]
