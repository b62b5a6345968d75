from django.apps import AppConfig


class Recognition(AppConfig):
    name = "phongtrao.recognition"
    label = "recognition"
    verbose_name = "Công nhận"

    def ready(self) -> None:
        from phongtrao.recognition import (
            decide,  # noqa: F401  # a decision takes effect when its paper is issued
            log_words,
            measures,  # noqa: F401  # measures are told of at the start
            programme_part,  # noqa: F401  # rules and criteria are parts of programmes from the start
            purged_words,
            work_pages,
        )

        log_words.learn()
        purged_words.tell()
        work_pages.tell()
