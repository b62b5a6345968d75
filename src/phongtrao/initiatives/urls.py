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
]
