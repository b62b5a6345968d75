from django.apps import AppConfig


class Reports(AppConfig):
    name = "phongtrao.reports"
    label = "reports"
    verbose_name = "Báo cáo"

    def ready(self) -> None:
        from phongtrao.reports import (
            log_words,
            measures,  # noqa: F401  # measures are told of at the start
            programme_part,  # noqa: F401  # forms are parts of programmes from the start
            purged_words,
            work_pages,
        )

        log_words.learn()
        purged_words.tell()
        work_pages.tell()
