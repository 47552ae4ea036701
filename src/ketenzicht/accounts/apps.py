from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ketenzicht.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from ketenzicht.accounts import audit_names, sign_in_trail

        audit_names.join()
        sign_in_trail.join()
