"""The command line where nothing has been made yet."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def test_a_command_before_init_says_what_to_do(tmp_path: Path) -> None:
    command = "import sys; from phongtrao.cli import main; sys.exit(main(['candidacies', '2026']))"
    settings = {
        "PHONGTRAO_HOME": str(tmp_path),
        "PHONGTRAO_DATABASE": "",
        "DJANGO_SETTINGS_MODULE": "phongtrao.settings",
    }
    ended = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, env=os.environ | settings, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr == "Chưa có dữ liệu ở đây (hoặc chưa nâng cấp); xin chạy trước: phongtrao init\n"
