"""The site as an ASGI application: Django's WSGI handler in one thread of each process.

Streams are answered beside it, by the event loop.
Python threads would slow each other down; more cores are used by more processes.
"""

import gc
from typing import cast

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi_typing import WSGIApp

from charterdesk.project.wsgi import application as pages

# That has set Django up: what follows imports models.
# isort: split
from charterdesk.engine.charter.sizes import LARGEST
from charterdesk.project.bridge import Application, Buffered
from charterdesk.project.holding import Held
from charterdesk.project.parent import die_with_supervisor
from charterdesk.project.streams import DOORS, Streams

# The largest files that a charter may allow in one message, and what stands around them.
LONGEST_REQUEST = LARGEST + 7 * 1024 * 1024
# A page makes thousands of values that die with it; looking through all that lives for rubbish
# after every few hundred of them cost a tenth of each page.
NEW_BEFORE_COLLECTING = 50_000

die_with_supervisor()
gc.freeze()
gc.set_threshold(NEW_BEFORE_COLLECTING, 20, 20)
bridged = WSGIMiddleware(cast(WSGIApp, pages), workers=1)
application = Streams(Held(Buffered(cast(Application, bridged), most=LONGEST_REQUEST)), DOORS)
