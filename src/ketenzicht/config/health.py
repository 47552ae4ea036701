"""Whether web, database and worker are well, for whoever watches over them."""

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, JsonResponse

from ketenzicht.common.pages import public_page

# The worker gives a sign of life every ten seconds.
SILENT_SECONDS = 40


@public_page
@transaction.non_atomic_requests
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when all is well, else 503 with the name of what is not. Shows no more than that."""
    states = {"web": "ok", "database": "down", "worker": "unknown"}
    try:
        worker = _worker_lives()
    except DatabaseError:
        worker = None
    if worker is not None:
        states |= {"database": "ok", "worker": "ok" if worker else "down"}
    well = set(states.values()) == {"ok"}
    response = JsonResponse(states, status=200 if well else 503)
    response["Cache-Control"] = "no-store"
    # Whoever watches asks every few seconds and sees the answer; it need not fill the log as well.
    vars(response)["_has_been_logged"] = True
    return response


def _worker_lives() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM procrastinate_workers"
            " WHERE last_heartbeat > now() - make_interval(secs => %s))",
            [SILENT_SECONDS],
        )
        row = cursor.fetchone()
    return bool(row and row[0])
