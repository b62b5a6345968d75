from django.apps import AppConfig


class Work(AppConfig):
    name = "phongtrao.work"
    label = "work"
    verbose_name = "Việc"

    def ready(self) -> None:
        from phongtrao.work import (
            case_telling,
            document_uses,
            log_words,
            measures,  # noqa: F401  # measures and letters are told of at the start
            purged_words,
            remind,  # noqa: F401
        )

        case_telling.tell_site()
        document_uses.tell()
        log_words.learn()
        purged_words.tell()
