from django.apps import AppConfig


class Money(AppConfig):
    name = "phongtrao.money"
    label = "money"
    verbose_name = "Kinh phí"

    def ready(self) -> None:
        from phongtrao.money import (
            log_words,
            machine,  # noqa: F401  # estimates move from the start
            measures,  # noqa: F401  # told by name
            programme_part,  # noqa: F401  # sources of money are parts of programmes
            purged_words,
            work_pages,
        )

        log_words.learn()
        purged_words.tell()
        work_pages.tell()
