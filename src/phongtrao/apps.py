from django.apps import AppConfig


class PhongTrao(AppConfig):
    name = "phongtrao"
    label = "site"
    verbose_name = "Phong Trào"

    def ready(self) -> None:
        from phongtrao import access, checks, idle  # noqa: F401  system checks register themselves

        idle.listen()
