"""Whether this process answers and reaches its database, for those who watch it from outside."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from charterdesk.intake.queries import silent_mailboxes


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 `ok`, or 503 with what is wrong; a mailbox that can't be read is said beside the ok."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        silent = len(silent_mailboxes())
    except DatabaseError:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    said = f"ok\nmailboxes not read for five minutes: {silent}\n" if silent else "ok\n"
    return HttpResponse(said, content_type="text/plain")
