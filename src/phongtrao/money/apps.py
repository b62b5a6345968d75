from django.apps import AppConfig


class Money(AppConfig):
    name = "phongtrao.money"
    label = "money"
    verbose_name = "Kinh phí"
