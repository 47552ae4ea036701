from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "ketenzicht.retention"
    label = "retention"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from ketenzicht.audit import hooks as audit
        from ketenzicht.retention import words

        audit.kind_labels.update(words.AUDIT_KINDS)
