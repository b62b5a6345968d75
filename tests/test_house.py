"""The house stays as it is drawn: arrows, sizes, one name for a page and its parts, documentation that is printed."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from io import StringIO
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import apps
from django.core.management import call_command, get_commands, load_command_class
from django.template.loader import get_template
from django.urls import URLPattern

from phongtrao.access import FOREIGN, access_of, routes
from vanban import cli

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
LONGEST_FUNCTION, LONGEST_VIEW, LONGEST_MODULE = 40, 25, 400
APPS = (
    "organisations", "documents", "work", "reports", "recognition", "initiatives", "money", "awards", "overview",
)  # fmt: skip
"""In the order of the arrows: each may know those before it."""
SIBLINGS = ("reports", "recognition", "initiatives", "money", "awards", "overview")
"""Those of the last rank: they do not know each other."""


def modules(*folders: str) -> list[Path]:
    """Python files written by hand."""
    files = [p for folder in folders for p in sorted((ROOT / folder).rglob("*.py"))]
    return [p for p in files if "migrations" not in p.parts and ".venv" not in p.parts]


WRITTEN = modules("src", "scripts", "bench")


def name_of(path: Path) -> str:
    """`src/vanban/text.py` → `vanban.text`."""
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> Iterator[str]:
    """Every module that a file asks for, inside functions too, by its full name."""
    package = name_of(path) if path.name == "__init__.py" else name_of(path).rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.rsplit(".", node.level - 1)[0] if node.level > 1 else package
            base = ".".join(filter(None, [above if node.level else "", node.module]))
            yield from (f"{base}.{alias.name}" for alias in node.names)


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def forbidden(path: Path) -> tuple[str, ...]:
    """Packages that a module may not know."""
    name = name_of(path)
    if within(name, "vanban"):
        return ("phongtrao", "django")
    for place, app in enumerate(APPS):
        if within(name, f"phongtrao.{app}"):
            unknown = {*APPS[place + 1 :], *(SIBLINGS if app in SIBLINGS else ())} - {app}
            return tuple(f"phongtrao.{other}" for other in sorted(unknown))
    return ()


def test_nothing_imports_against_the_arrows() -> None:
    against = [
        f"{name_of(path)} imports {name}"
        for path in modules("src")
        for name in imports(path)
        if any(within(name, package) for package in forbidden(path))
    ]
    assert against == []


def reverse_names(app: str) -> set[str]:
    """Names under which rows of later apps hang on this one's models: to ask by them is to know those apps."""
    later = APPS[APPS.index(app) + 1 :]
    fields = [
        f for label in later for model in apps.get_app_config(label).get_models() for f in model._meta.get_fields()
    ]
    ours = [f for f in fields if f.is_relation and f.concrete and f.related_model._meta.app_label == app]
    hung = [f.remote_field for f in ours if not f.remote_field.hidden]
    return {name for f in hung for name in (f.get_accessor_name(), f.name)}


def asked_for(path: Path) -> Iterator[str]:
    """Attributes, and every part of a lookup (`duties__receiver__in`), that a file asks for."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Call):
            said = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            for lookup in (*said, *(k.arg for k in node.keywords if k.arg)):
                yield from lookup.split("__")


@pytest.mark.parametrize("app", APPS)
def test_nothing_asks_later_apps_for_their_rows_by_a_reverse_name(app: str) -> None:
    names = reverse_names(app)
    code = [(p, word) for p in modules(f"src/phongtrao/{app}") for word in asked_for(p) if word in names]
    pages = [
        (page, word)
        for page in (SOURCE / "phongtrao" / app).rglob("*.html")
        for word in re.findall(r"\.(\w+)", " ".join(re.findall(r"\{[{%].*?[%}]\}", page.read_text())))
        if word in names
    ]
    assert [(str(p.relative_to(ROOT)), word) for p, word in code + pages] == []
    assert names or app != APPS[0]


def test_the_procedure_and_the_library_know_no_clock_and_no_database() -> None:
    assert [n for n in imports(SOURCE / "phongtrao/procedure.py") if n.startswith(("django", "phongtrao"))] == []
    asked = re.compile(r"\b(?:date\.today|datetime\.(?:utc)?now|time\.time)\(")
    assert [name_of(p) for p in modules("src/vanban") if asked.search(p.read_text())] == []


def test_the_site_looks_at_the_clock_in_one_place() -> None:
    asked = re.compile(r"\b(?:date\.today|datetime\.(?:utc)?now|timezone\.(?:now|localdate|localtime))\(")
    assert [name_of(p) for p in modules("src/phongtrao") if asked.search(p.read_text())] == ["phongtrao.words"]


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    yield from (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef))


def lines_of(function: ast.FunctionDef) -> int:
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1


def decorators(function: ast.FunctionDef) -> set[str]:
    return {ast.unparse(d).partition("(")[0] for d in function.decorator_list}


def test_functions_views_and_modules_keep_their_size() -> None:
    too_long = [
        f"{p.relative_to(ROOT)}: {n} lines" for p in WRITTEN if (n := len(p.read_text().splitlines())) > LONGEST_MODULE
    ]
    for path in WRITTEN:
        for function in functions(path):
            most = LONGEST_VIEW if "page" in decorators(function) else LONGEST_FUNCTION
            if lines_of(function) > most:
                too_long.append(f"{path.relative_to(ROOT)}: {function.name} has {lines_of(function)} lines")
    assert too_long == []


def test_our_script_is_short() -> None:
    assert len((SOURCE / "phongtrao/static/phongtrao.js").read_text().splitlines()) <= 150


@pytest.mark.parametrize("drawer", ["utils", "helpers", "services", "common", "misc", "base", "selectors"])
def test_no_module_is_a_drawer(drawer: str) -> None:
    assert [p for p in modules("src", "scripts") if drawer in (p.stem, p.parent.name)] == []


@pytest.mark.parametrize("word", ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Error", "XX" + "X:"])
def test_nothing_is_left_for_later(word: str) -> None:
    texts = [*WRITTEN, *modules("tests"), *SOURCE.rglob("*.html"), *SOURCE.rglob("*.css"), *SOURCE.rglob("*.js")]
    texts += [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "Makefile"]
    assert [str(p.relative_to(ROOT)) for p in texts if word in p.read_text()] == []


def test_a_document_is_received_and_its_duties_are_given_never_one_word_for_both() -> None:
    """`Tiếp nhận` is what the incoming register does; adopting the duties is `giao việc` everywhere."""
    work = [*modules("src/phongtrao/work"), *(SOURCE / "phongtrao/work").rglob("*.html")]
    documents = [*modules("src/phongtrao/documents"), *(SOURCE / "phongtrao/documents").rglob("*.html")]
    assert [p.name for p in [*work, SOURCE / "phongtrao/procedure.py"] if "tiếp nhận" in p.read_text().lower()] == []
    assert [
        p.name for p in documents if re.search(r"(?:đã|chưa|được) tiếp nhận|tiếp nhận nhiệm vụ", p.read_text())
    ] == []


@pytest.mark.django_db
def test_migrations_say_what_the_rows_are() -> None:
    said = StringIO()
    try:
        call_command("makemigrations", check_changes=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


@pytest.mark.parametrize("app", APPS)
def test_an_app_has_one_migration_until_the_first_release(app: str) -> None:
    folder = Path(apps.get_app_config(app).path) / "migrations"
    assert [p.name for p in sorted(folder.glob("0*.py"))] == ["0001_initial.py"]


def test_the_changelog_begins_with_the_version() -> None:
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == PROJECT["version"]


@pytest.mark.parametrize(("page", "of"), [("rules.md", []), ("layout.md", ["--layout"])])
def test_the_printed_rules_are_those_in_the_documentation(
    page: str, of: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["rules", *of, "--markdown"])
    is_fresh = (ROOT / "docs" / page).read_text() == capsys.readouterr().out
    assert is_fresh, "run: make docs"


def test_every_part_we_stand_on_is_explained() -> None:
    parts = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]
    names = [re.split(r"[\[<>=]", part)[0].lower() for part in parts]
    explained = (ROOT / "docs/dependencies.md").read_text().lower()
    assert [n for n in names if n not in explained] == []


def test_every_part_is_locked_in_the_version_that_is_asked_for() -> None:
    locked = re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    parts = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]
    assert {re.split(r"[\[<>=]", part)[0].lower() for part in parts} <= set(locked)


def test_links_between_documents_lead_somewhere() -> None:
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text())
        if not (page.parent / target).exists()
    ]
    assert broken == []


OWN = [pattern for _, pattern in routes() if pattern.name not in FOREIGN]
BARE = {"home", "file", "organisations_out", "outgoing_file", "calendar_feed", "report_sheet", "report_form_file"} | {
    "synthesis_file",
    "score_table",
    "dossier_file",
    "criteria_file",
    "empty_criteria_sheet",
    "download_verify_page",
    "certificate_file",
    "overview_sheet",
    "registration_sheet",
    "results_sheet",
    "commendation_paper",
    "commendation_paper_file",
    "initiative_paper",
    "initiative_paper_file",
    "estimate_paper_file",
    "estimate_sheet",
    "pilot_paper",
    "pilot_paper_file",
    "nominees_sheet",
}
"""Pages that draw nothing of their own: the front door leads on, a file is handed out, papers of cases share a page."""
COMMANDS = {
    "organisations": "organisations",
    "organisation": "organisations",
    "organisations_load": "organisations_load",
    "organisations_apply": "organisations_load",
    "areas": "areas",
    "area": "areas",
    "carry": "carry",
    "carry_out": "carry",
    "users": "users",
    "user": "users",
    "add_user": "add_user",
    "add_post": "add_post",
    "add_deputy": "add_post",
    "end_post": "end_post",
    "hand_over": "hand_over",
    "new_password": "new_password",
    "remove_second_factor": "remove_second_factor",
    "unlock": "unlock",
    "log": "log",
    "documents": "documents",
    "document": "documents",
    "compare_copies": "compare_copies",
    "upload": "receive",
    "incoming_register": "incoming_register",
    "arrival": "enter_again",
    "reread_document": "reread",
    "correct_header": "correct",
    "accept_number": "correct",
    "correct_duty": "correct",
    "add_duty": "correct",
    "drop_duty": "correct",
    "undo_correction": "correct",
    "purges": "purge",
    "purge": "purge",
    "propose_purge": "purge",
    "decide_purge": "purge",
    "desk": "tasks",
    "board": "board",
    "follow_up_register": "follow_up_register",
    "board_cell": "tasks",
    "task": "tasks",
    "task_deed": "task_deed",
    "delegate_task": "task_deed",
    "assignment": "tasks",
    "assignment_deed": "task_deed",
    "adoption": "questions",
    "adopt_document": "adopt",
    "settle_phrase": "settle",
    "answer_heirs": "settle",
    "calendars": "calendar_feed",
    "withdraw_calendar": "calendar_feed",
    "chain": "chain",
    "settle_effect": "settle_effect",
    "link_document": "link_document",
    "accuracy": "accuracy",
    "findings": "findings",
    "document_findings": "findings",
    "decide_finding": "settle_finding",
    "sheet": "sheet",
    "body_sheet": "sheet",
    "holders": "holders",
    "duty": "sheet",
    "set_duty_deadline": "set_deadline",
    "set_duty_rest_policy": "set_deadline",
    "inspections": "inspections",
    "inspection": "inspections",
    "inspection_sheet": "inspections",
    "plan_inspection": "inspection_deed",
    "change_inspection": "inspection_deed",
    "add_visit": "inspection_deed",
    "add_shortcoming": "inspection_deed",
    "add_mending": "inspection_deed",
    "mending": "inspections",
    "mending_deed": "inspection_deed",
    "overview": "overview",
    "country": "overview",
    "maps": "boundaries",
    "apply_map": "boundaries",
    "reports": "reports",
    "report": "reports",
    "open_report": "report_load",
    "enter_report": "report_load",
    "report_deed": "report_deed",
    "report_forms": "report_forms",
    "report_form": "report_forms",
    "use_form": "use_form",
    "candidacies": "candidacies",
    "candidacy": "candidacies",
    "candidacy_deed": "candidacy_deed",
    "self_score": "self_score",
    "load_scores": "self_score",
    "evidence": "evidence",
    "score": "scores",
    "dossier": "dossier",
    "dossier_paper": "put_in",
    "appraisal": "appraise",
    "appraisal_deed": "appraise",
    "member_score": "appraisal_score",
    "agreed_score": "appraisal_score",
    "draw": "draw",
    "opinions": "opinion",
    "opinion_deed": "opinion",
    "decisions": "decisions",
    "decision": "decisions",
    "draft_proposal": "propose",
    "draft_decision": "decide",
    "draft_withdrawal": "decide",
    "upkeep": "uphold",
    "upkeep_deed": "uphold",
    "recognised": "recognised",
    "certificates": "certificates",
    "certificate": "certificates",
    "certificate_file": "certificates",
    "issue_certificates": "certificates",
    "criteria_sets": "criteria_sets",
    "criteria_set": "criteria_sets",
    "criteria_file": "criteria_sheet",
    "empty_criteria_sheet": "criteria_sheet",
    "import_criteria": "load_criteria",
    "freeze_criteria_set": "load_criteria",
    "register": "register",
    "load_registrations": "load_registrations",
    "apply_registrations": "load_registrations",
    "recognition_plan": "plan",
    "state_eligible": "state_total",
    "recognition_rules": "recognition_rules",
    "selection": "candidacies",
    "select_candidacies": "select",
    "pilots": "pilots",
    "pilot": "pilots",
    "begin_pilot": "pilot_begin",
    "pilot_deed": "pilot_deed",
    "pilot_paper": "pilot_paper",
    "add_pilot_phase": "pilot_phase",
    "pilot_phase": "pilots",
    "pilot_phase_deed": "pilot_report",
    "compare_pilot": "pilot_comparison",
    "pilot_comparison": "pilot_comparison",
    "pilot_comparison_deed": "pilot_comparison",
    "pilot_roll_out": "pilot_roll_out",
    "recorded_results": "recorded_results",
    "record_one": "record_results",
    "load_results": "record_results",
    "apply_results": "record_results",
    "programmes": "programmes",
    "programme": "programmes",
    "attach_document": "attach_document",
    "detach_document": "attach_document",
    "obstacles": "obstacles",
    "obstacle": "obstacles",
    "obstacle_deed": "obstacle_deed",
    "raise_obstacle": "obstacle_deed",
    "working_days": "working_days",
    "reminders": "reminders",
    "reminder_letter": "reminder_letter",
    "outgoing_register": "outgoing_register",
    "outgoing": "outgoing_register",
    "outgoing_file": "outgoing_register",
    "issue_outgoing": "issue_paper",
    "drop_outgoing": "issue_paper",
    "enter_outgoing": "issue_paper",
    "snooze_task": "reminders",
    "outbox": "outbox",
    "revive_message": "outbox",
    "add_webhook": "webhooks",
    "end_webhook": "webhooks",
    "allow_host": "webhooks",
    "enter_working_day": "working_days",
    "change_duty": "change_duty",
    "assign_body": "change_duty",
    "load_sheet": "report_load",
    "apply_sheet": "report_load",
    "build_form": "load_programme",
    "timeliness": "report_timeliness",
    "report_outliers": "report_outliers",
    "roll_up": "roll_up",
    "figure_origin": "roll_up",
    "answers": "answers",
    "syntheses": "syntheses",
    "synthesis": "syntheses",
    "open_synthesis": "open_synthesis",
    "pick_sentences": "synthesis_deed",
    "change_figure": "synthesis_deed",
    "change_paragraph": "synthesis_deed",
    "sign_synthesis": "sign_synthesis",
    "synthesis_paper": "synthesis_paper",
    "synthesis_file": "synthesis_paper",
    "hold_synthesis": "hold_synthesis",
    "verify": "verify",
    "commendations": "commendations",
    "commendation": "commendations",
    "commended": "commendations",
    "propose_commendation": "propose_commendation",
    "commendation_deed": "commendation_deed",
    "commendation_paper": "commendation_paper",
    "commendation_rules": "commendation_rules",
    "nominees": "nominate",
    "nominee": "nominate",
    "load_nominees": "nominate",
    "examination": "examine_nominees",
    "council": "council",
    "council_deed": "council",
    "initiatives": "initiatives",
    "initiative": "initiatives",
    "initiative_deed": "initiative_deed",
    "begin_initiative": "begin_initiative",
    "enter_initiative": "begin_initiative",
    "describe_initiative": "describe_initiative",
    "initiative_places": "initiative_places",
    "initiative_place": "initiative_places",
    "initiative_equipment": "initiative_equipment",
    "initiative_repair": "initiative_equipment",
    "initiative_review": "initiative_review",
    "close_initiative_review": "initiative_review",
    "judge_initiative_review": "initiative_review",
    "replicate_initiative": "replicate_initiative",
    "working": "initiatives_working",
    "targets": "initiative_targets",
    "state_initiative_target": "initiative_targets",
    "kinds": "initiative_kinds",
    "kind": "initiative_kinds",
    "estimates": "estimates",
    "estimate": "estimates",
    "estimate_deed": "estimate_deed",
    "estimate_paper": "estimate_paper",
    "estimate_lines": "estimate_lines",
    "estimate_line": "estimate_lines",
    "load_estimate_lines": "estimate_lines",
    "apply_estimate_lines": "estimate_lines",
    "estimate_figures": "estimate_figures",
    "open_estimate": "open_estimate",
    "funding": "funding",
    "funding_clause": "funding",
}
"""Page → the command that lists or does the same."""
WRITES_NOTHING = {"adoption", "carry", "carry_out", "hold_synthesis"}
"""Pages that take a form and only show something: their command needs no person."""


@pytest.mark.parametrize("route", OWN, ids=lambda route: str(route.name))
def test_a_page_its_view_and_its_template_have_one_name(route: URLPattern) -> None:
    view = route.callback
    assert route.name == view.__name__
    if route.name not in BARE and not sends_only(import_module(view.__module__), view.__name__):
        app = view.__module__.split(".")[1]
        assert get_template(f"{app}/{route.name}.html")


def sends_only(module: ModuleType, view: str) -> bool:
    """Whether the view takes forms and draws no page of its own."""
    assert module.__file__ is not None
    return any(f.name == view and "require_POST" in decorators(f) for f in functions(Path(module.__file__)))


@pytest.mark.parametrize("route", [r for r in OWN if r.name not in BARE], ids=lambda route: str(route.name))
def test_every_page_has_a_command_and_every_command_speaks_to_scripts(route: URLPattern) -> None:
    assert route.name in COMMANDS, "say in COMMANDS which command lists or does the same"
    command = COMMANDS[str(route.name)]
    parser = load_command_class(get_commands()[command], command).create_parser("phongtrao", command)
    access = access_of(route)
    assert access is not None
    wanted = "--by" if access.deed and route.name not in WRITES_NOTHING else "--json"
    assert wanted in parser._option_string_actions
