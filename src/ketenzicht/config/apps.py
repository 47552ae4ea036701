from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "ketenzicht.config"
    label = "config"

    def ready(self) -> None:
        """Give the audit trail its words, and in a demonstration say who its people are."""
        from django.conf import settings

        from ketenzicht.accounts import hooks as accounts
        from ketenzicht.audit.hooks import kind_labels
        from ketenzicht.config.audit_labels import AUDIT_KINDS
        from ketenzicht.config.demonstration.rows import about

        kind_labels.update(AUDIT_KINDS)
        if settings.DEMONSTRATION:
            accounts.about.append(about)
