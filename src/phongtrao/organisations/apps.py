from django.apps import AppConfig


class Organisations(AppConfig):
    name = "phongtrao.organisations"
    label = "organisations"
    verbose_name = "Tổ chức"

    def ready(self) -> None:
        from phongtrao.organisations import second_factor

        second_factor.listen()
