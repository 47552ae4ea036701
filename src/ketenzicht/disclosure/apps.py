from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "ketenzicht.disclosure"
    label = "disclosure"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from ketenzicht.audit import hooks as audit
        from ketenzicht.disclosure import words

        audit.kind_labels.update(words.AUDIT_KINDS)
