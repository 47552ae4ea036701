from django.apps import AppConfig


class SignalsConfig(AppConfig):
    name = "ketenzicht.signals"
    label = "signals"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of reports, of hand-offs and of clocks."""
        from ketenzicht.common import clocks
        from ketenzicht.handover.hooks import on_moved
        from ketenzicht.reporting.hooks import on_added, on_received
        from ketenzicht.signals import actions
        from ketenzicht.signals.actions import due, telling

        on_received.append(actions.receive)
        on_added.append(actions.add_information)
        on_moved.append(actions.follow_handover)
        clocks.on_due(telling.ASSESSMENT, due.overdue)
        clocks.on_due(telling.REPLY, due.overdue)
        clocks.on_due(telling.ACUTE, due.escalate)
        clocks.on_due(telling.WAITING, due.stop_expecting)
