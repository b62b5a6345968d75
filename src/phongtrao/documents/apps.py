from django.apps import AppConfig


class Documents(AppConfig):
    name = "phongtrao.documents"
    label = "documents"
    verbose_name = "Văn bản"

    def ready(self) -> None:
        from phongtrao.documents import log_words, purged_copy

        log_words.learn()
        purged_copy.learn()
