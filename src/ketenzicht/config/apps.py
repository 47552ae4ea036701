from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "ketenzicht.config"
    label = "config"

    def ready(self) -> None:
        """Give the audit trail the words for what the parts write into it."""
        from ketenzicht.audit.hooks import kind_labels
        from ketenzicht.config.audit_labels import AUDIT_KINDS

        kind_labels.update(AUDIT_KINDS)
