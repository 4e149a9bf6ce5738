"""The addresses of the knowledge at the desk."""

from django.urls import path

from charterdesk.desk.views import knowledge, knowledge_linking, knowledge_writing

CASE = "desk/c/<str:number>/"
KB = "desk/kb/"
ARTICLE = f"{KB}<slug:slug>/"
KNOWLEDGE = [
    path(KB, knowledge.contents, name="kb"),
    path(f"{KB}new/", knowledge_writing.new, name="kb_new"),
    path(f"{KB}categories/", knowledge.category, name="kb_category"),
    path(f"{KB}misses/<int:pk>/", knowledge.miss, name="kb_miss"),
    path(f"{KB}authors/<str:number>/", knowledge.not_wanted, name="kb_not_wanted"),
    path(ARTICLE, knowledge.article, name="kb_article"),
    path(f"{ARTICLE}edit/", knowledge_writing.edit, name="kb_edit"),
    path(f"{ARTICLE}history/", knowledge_writing.history, name="kb_history"),
    path(f"{ARTICLE}state/", knowledge.state, name="kb_state"),
    path(f"{ARTICLE}about/", knowledge.about, name="kb_about"),
    path(f"{ARTICLE}picture/", knowledge_writing.picture, name="kb_picture"),
    path(f"{CASE}articles/", knowledge_linking.case_articles, name="case_articles"),
    path(f"{CASE}article/", knowledge_linking.case_article, name="case_article"),
    path(f"{CASE}article/<str:ref>/", knowledge_linking.from_message, name="article_from"),
]
