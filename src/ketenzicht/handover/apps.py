from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "ketenzicht.handover"
    label = "handover"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from ketenzicht.audit import hooks as audit
        from ketenzicht.common import clocks
        from ketenzicht.handover import actions, words

        clocks.on_due(actions.ANSWER_CLOCK, actions.expire_unanswered)
        clocks.on_due(actions.CONFIRMATION_CLOCK, actions.escalate_unconfirmed)
        audit.kind_labels.update(words.AUDIT_KINDS)
