from django.apps import AppConfig


class Awards(AppConfig):
    name = "phongtrao.awards"
    label = "awards"
    verbose_name = "Khen thưởng"

    def ready(self) -> None:
        from phongtrao.awards import (
            log_words,
            measures,  # noqa: F401  # counts of commendations are asked for by name
            programme_part,  # noqa: F401  # rules are parts of programmes from the start
            purged_words,
            work_pages,
        )
        from phongtrao.awards.machine import MACHINE
        from phongtrao.work.machine import register

        register(MACHINE)
        log_words.learn()
        purged_words.tell()
        work_pages.tell()
