"""Rules of recognition as they lie in a programme's folder: of those that ship with the site, or of any other."""

from __future__ import annotations

from pathlib import Path

from phongtrao.procedure import Refused
from phongtrao.recognition.read_rules import read_rules
from phongtrao.recognition.rules import RecognitionRules
from phongtrao.recognition.rules_keys import KIND
from phongtrao.work.programme_files import read_folder
from phongtrao.work.programmes import BadPart, folder_of


def rules_of_folder(written: str | Path) -> RecognitionRules:
    """The last version of the rules of a shipped programme, by its name, or of a folder; no database is asked.

    Raises Refused where there is no such folder or it has no rules, BadPart or BadFile with the faults of its files.
    """
    files, faults = read_folder(folder_of(written))
    if faults:
        raise BadPart(*faults)
    found = [read_rules(file.path, file.text) for file in files if file.content.get("kind") == KIND]
    if not found:
        raise Refused(f'Phong trào «{written}» không có tệp quy định công nhận (kind = "{KIND}").')
    return max(found, key=lambda rules: (rules.valid_from, rules.version))
