from django.apps import AppConfig


class Awards(AppConfig):
    name = "phongtrao.awards"
    label = "awards"
    verbose_name = "Khen thưởng"
