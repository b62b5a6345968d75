from django.apps import AppConfig


class Overview(AppConfig):
    name = "phongtrao.overview"
    label = "overview"
    verbose_name = "Tổng quan"

    def ready(self) -> None:
        from phongtrao.overview import log_words

        log_words.learn()
