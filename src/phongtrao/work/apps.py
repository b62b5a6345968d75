from django.apps import AppConfig


class Work(AppConfig):
    name = "phongtrao.work"
    label = "work"
    verbose_name = "Việc"
