from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "ketenzicht.config"
    label = "config"

    def ready(self) -> None:
        """Give the audit trail its words, and in a demonstration say who its people are."""
        from django.conf import settings

        from ketenzicht.accounts import hooks as accounts
        from ketenzicht.audit import hooks as audit
        from ketenzicht.config.audit_codes import CODE_WORDS, DESK_DETAILS, PEOPLE_DETAILS
        from ketenzicht.config.audit_labels import AUDIT_KINDS, DETAIL_NAMES, RECORD_KINDS
        from ketenzicht.config.demonstration.rows import about
        from ketenzicht.config.registers.activities import ACTIVITIES
        from ketenzicht.rights import hooks as rights

        rights.purposes.update({part: activity.purpose for part, activity in ACTIVITIES.items()})
        audit.kind_labels.update(AUDIT_KINDS)
        audit.record_kinds.update(RECORD_KINDS)
        audit.detail_names.update(DETAIL_NAMES)
        audit.code_words.update(CODE_WORDS)
        audit.people_details.update(PEOPLE_DETAILS)
        audit.desk_details.update(DESK_DETAILS)
        if settings.DEMONSTRATION:
            accounts.about.append(about)
