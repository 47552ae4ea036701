"""Writing the audit trail. Call these inside the transaction of what is recorded: both happen or neither."""

from datetime import datetime
from uuid import UUID

from ketenzicht.audit.models import AuditEvent
from ketenzicht.common.actor import Actor

Value = str | int | bool | None | list[str]


def record(
    *,
    kind: str,
    target: tuple[str, UUID | int | str],
    by: Actor,
    at: datetime,
    desk_id: int | None = None,
    **detail: Value,
) -> None:
    """Record that ``by`` did ``kind`` to ``target``. ``detail`` holds codes and ids, never free text."""
    _write(kind, target, by, at, desk_id, is_read=False, detail=detail)


def record_read(
    *,
    kind: str,
    target: tuple[str, UUID | int | str],
    by: Actor,
    at: datetime,
    desk_id: int | None = None,
    **detail: Value,
) -> None:
    """Record that ``by`` looked at ``target``."""
    _write(kind, target, by, at, desk_id, is_read=True, detail=detail)


def _write(
    kind: str,
    target: tuple[str, UUID | int | str],
    by: Actor,
    at: datetime,
    desk_id: int | None,
    *,
    is_read: bool,
    detail: dict[str, Value],
) -> None:
    # A reporter's account stays out: who sent a report is known to that account alone.
    user_id = None if by.report_id else by.user_id
    AuditEvent.objects.bulk_create(
        [
            AuditEvent(
                at=at,
                kind=kind,
                is_read=is_read,
                actor_kind=by.kind.value,
                actor_user_id=user_id,
                actor_desk_id=by.home_desk_id,
                target_kind=target[0],
                target_id=str(target[1]),
                desk_id=desk_id,
                detail=detail,
            )
        ]
    )
