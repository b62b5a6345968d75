from django.apps import AppConfig


class Initiatives(AppConfig):
    name = "phongtrao.initiatives"
    label = "initiatives"
    verbose_name = "Mô hình"

    def ready(self) -> None:
        from phongtrao.initiatives import (
            log_words,
            measures,  # noqa: F401  # models are figures that others ask for by name
            pilot_telling,
            programme_part,  # noqa: F401  # kinds are parts of programmes from the start
            purged_words,
            work_pages,
        )
        from phongtrao.initiatives.procedure_of import MACHINE
        from phongtrao.work.machine import register

        register(MACHINE)
        log_words.learn()
        purged_words.tell()
        work_pages.tell()
        pilot_telling.tell()
