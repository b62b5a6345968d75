from django.apps import AppConfig


class Overview(AppConfig):
    name = "phongtrao.overview"
    label = "overview"
    verbose_name = "Tổng quan"
