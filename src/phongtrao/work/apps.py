from django.apps import AppConfig


class Work(AppConfig):
    name = "phongtrao.work"
    label = "work"
    verbose_name = "Việc"

    def ready(self) -> None:
        from phongtrao.work import (
            document_uses,
            log_words,
            purged_words,
            remind,  # noqa: F401  # letters are told of at the start
        )

        document_uses.tell()
        log_words.learn()
        purged_words.tell()
