from django.apps import AppConfig


class SystemsConfig(AppConfig):
    name = "ketenzicht.systems"
    label = "systems"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the models that ship come in together with the reference data."""
        from ketenzicht.common.reference import beside
        from ketenzicht.systems.actions.shipped import load_shipped

        beside.loaders.append(load_shipped)
