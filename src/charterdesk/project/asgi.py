"""The site as an ASGI application: Django's WSGI handler in one thread of each process.

Python threads would slow each other down; more cores are used by more processes.
"""

from typing import cast

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi_typing import WSGIApp

from charterdesk.project.bridge import Application, Buffered
from charterdesk.project.parent import die_with_supervisor
from charterdesk.project.wsgi import application as pages

LONGEST_REQUEST = 32 * 1024 * 1024

die_with_supervisor()
bridged = WSGIMiddleware(cast(WSGIApp, pages), workers=1)
application = Buffered(cast(Application, bridged), most=LONGEST_REQUEST)
