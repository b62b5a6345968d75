"""Addresses of models, in Vietnamese without marks."""

from __future__ import annotations

from django.urls import URLPattern, path

from phongtrao.initiatives import views

urlpatterns: list[URLPattern] = [
    path("", views.initiatives, name="initiatives"),
    path("lap/", views.begin_initiative, name="begin_initiative"),
    path("ghi-mo-hinh-da-co/", views.enter_initiative, name="enter_initiative"),
    path("hieu-qua/", views.working, name="working"),
    path("chi-tieu/", views.targets, name="targets"),
    path("chi-tieu/<int:pk>/<int:year>/<slug:counts>/", views.state_initiative_target, name="state_initiative_target"),
    path("loai/", views.kinds, name="kinds"),
    path("loai/<int:pk>/", views.kind, name="kind"),
    # <pk>/: one model
    path("<int:pk>/", views.initiative, name="initiative"),
    path("<int:pk>/lam/<slug:deed>/", views.initiative_deed, name="initiative_deed"),
    path("<int:pk>/giay-to/<slug:name>/", views.initiative_paper, name="initiative_paper"),
    path("<int:pk>/giay-to/<slug:name>/<slug:form>/", views.initiative_paper_file, name="initiative_paper_file"),
    path("<int:pk>/noi-dung/", views.describe_initiative, name="describe_initiative"),
    path("<int:pk>/diem/", views.initiative_places, name="initiative_places"),
    path("<int:pk>/diem/<int:place>/", views.initiative_place, name="initiative_place"),
    path("<int:pk>/thiet-bi/", views.initiative_equipment, name="initiative_equipment"),
    path("<int:pk>/thiet-bi/<int:repair>/", views.initiative_repair, name="initiative_repair"),
    path("<int:pk>/danh-gia/<int:year>/", views.initiative_review, name="initiative_review"),
    path("<int:pk>/danh-gia/<int:year>/chot/", views.close_initiative_review, name="close_initiative_review"),
    path("<int:pk>/danh-gia/<int:year>/y-kien/", views.judge_initiative_review, name="judge_initiative_review"),
    path("<int:pk>/nhan-rong/", views.replicate_initiative, name="replicate_initiative"),
    path("thi-diem/", views.pilots, name="pilots"),
    path("thi-diem/lap/", views.begin_pilot, name="begin_pilot"),
    path("thi-diem/<int:pk>/", views.pilot, name="pilot"),
    path("thi-diem/<int:pk>/lam/<slug:deed>/", views.pilot_deed, name="pilot_deed"),
    path("thi-diem/<int:pk>/giay-to/<slug:name>/", views.pilot_paper, name="pilot_paper"),
    path("thi-diem/<int:pk>/giay-to/<slug:name>/<slug:form>/", views.pilot_paper_file, name="pilot_paper_file"),
    path("thi-diem/<int:pk>/giai-doan/", views.add_pilot_phase, name="add_pilot_phase"),
    path("thi-diem/giai-doan/<int:pk>/", views.pilot_phase, name="pilot_phase"),
    path("thi-diem/giai-doan/<int:pk>/<slug:deed>/", views.pilot_phase_deed, name="pilot_phase_deed"),
    path("thi-diem/<int:pk>/so-sanh/", views.compare_pilot, name="compare_pilot"),
    path("thi-diem/so-sanh/<int:pk>/", views.pilot_comparison, name="pilot_comparison"),
    path("thi-diem/so-sanh/<int:pk>/<slug:deed>/", views.pilot_comparison_deed, name="pilot_comparison_deed"),
    path("thi-diem/<int:pk>/nhan-rong/", views.pilot_roll_out, name="pilot_roll_out"),
]
