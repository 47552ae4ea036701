from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "ketenzicht.handover"
    label = "handover"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from ketenzicht.common import clocks
        from ketenzicht.handover import actions
        from ketenzicht.handover.actions.moving import ANSWER_CLOCK, CONFIRMATION_CLOCK

        clocks.on_due(ANSWER_CLOCK, actions.expire_unanswered)
        clocks.on_due(CONFIRMATION_CLOCK, actions.escalate_unconfirmed)
