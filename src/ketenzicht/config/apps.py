from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "ketenzicht.config"
    label = "config"
