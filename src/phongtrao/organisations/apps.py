from django.apps import AppConfig


class Organisations(AppConfig):
    name = "phongtrao.organisations"
    label = "organisations"
    verbose_name = "Tổ chức"
