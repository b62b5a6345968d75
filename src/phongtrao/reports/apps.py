from django.apps import AppConfig


class Reports(AppConfig):
    name = "phongtrao.reports"
    label = "reports"
    verbose_name = "Báo cáo"

    def ready(self) -> None:
        from phongtrao.reports import (
            log_words,
            programme_part,  # noqa: F401  # forms are parts of programmes from the start
            purged_words,
        )

        log_words.learn()
        purged_words.tell()
