from django.apps import AppConfig


class Reports(AppConfig):
    name = "phongtrao.reports"
    label = "reports"
    verbose_name = "Báo cáo"
