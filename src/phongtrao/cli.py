"""`phongtrao COMMAND ...`: the site's commands. Their names have hyphens where Python's modules have underscores."""

from __future__ import annotations

import os
import sys


def main(argv: list[str] | None = None) -> int:
    """Run one command; its exit status is returned."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "phongtrao.settings")
    from django.core.management import execute_from_command_line

    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments:
        arguments[0] = arguments[0].replace("-", "_") if not arguments[0].startswith("-") else arguments[0]
    try:
        execute_from_command_line(["phongtrao", *arguments])
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        sys.stderr.close()
        return 0
    except Exception as error:
        if not _has_no_tables(error):
            raise
        print("Chưa có dữ liệu ở đây (hoặc chưa nâng cấp); xin chạy trước: phongtrao init", file=sys.stderr)
        return 1
    return 0


def _has_no_tables(error: Exception) -> bool:
    """Whether a database was asked that `init` has not made yet, or one of before an upgrade."""
    from django.db import OperationalError, ProgrammingError

    if not isinstance(error, OperationalError | ProgrammingError):
        return False
    return any(words in str(error) for words in ("no such table", "does not exist"))


if __name__ == "__main__":
    sys.exit(main())
