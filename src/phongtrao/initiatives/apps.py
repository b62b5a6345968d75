from django.apps import AppConfig


class Initiatives(AppConfig):
    name = "phongtrao.initiatives"
    label = "initiatives"
    verbose_name = "Mô hình"
