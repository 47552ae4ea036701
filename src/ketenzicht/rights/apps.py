from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "ketenzicht.rights"
    label = "rights"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from ketenzicht.audit import hooks as audit
        from ketenzicht.rights import words
        from ketenzicht.rights.cautions import cautions
        from ketenzicht.signals import hooks as signals

        audit.kind_labels.update(words.AUDIT_KINDS)
        audit.record_kinds["subject_request"] = words.RECORD_KIND
        audit.record_kinds["passage"] = words.PASSAGE_KIND
        signals.cautions.append(cautions)
