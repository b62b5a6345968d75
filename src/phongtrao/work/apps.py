from django.apps import AppConfig


class Work(AppConfig):
    name = "phongtrao.work"
    label = "work"
    verbose_name = "Việc"

    def ready(self) -> None:
        from phongtrao.work import log_words

        log_words.learn()
