"""The addresses of the customers' chat. Another customer's chat is not there."""

from django.urls import path

from charterdesk.portal import chat, chat_begin

CHAT = [
    path("chat/", chat_begin.begin, name="chat_begin"),
    path("cases/<str:number>/chat/", chat_begin.begin_on, name="chat_on"),
    path("chat/stream", chat.stream, name="chat_stream"),
    path("chat/<str:ref>/", chat.chat, name="chat"),
    path("chat/<str:ref>/say/", chat.say, name="chat_say"),
    path("chat/<str:ref>/mark/", chat.mark, name="chat_mark"),
    path("chat/<str:ref>/end/", chat.end, name="chat_end"),
    path("chat/<str:ref>/file/<int:seq>/", chat.file, name="chat_file"),
]
