from django.apps import AppConfig


class Documents(AppConfig):
    name = "phongtrao.documents"
    label = "documents"
    verbose_name = "Văn bản"
