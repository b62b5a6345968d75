from __future__ import annotations

from django.urls import path

from phongtrao.organisations import views

urlpatterns = [
    path("", views.organisations, name="organisations"),
    path("dia-ban/", views.areas, name="areas"),
    path("dia-ban/<str:code>/", views.area, name="area"),
    path("so-lieu/", views.carry, name="carry"),
    path("so-lieu/tai-ve/", views.carry_out, name="carry_out"),
    path("tai-ve/", views.organisations_out, name="organisations_out"),
    path("nap/", views.organisations_load, name="organisations_load"),
    path("nap/ghi/", views.organisations_apply, name="organisations_apply"),
    path("nguoi-dung/", views.users, name="users"),
    path("nguoi-dung/them/", views.add_user, name="add_user"),
    path("nguoi-dung/<str:username>/ho-so/", views.user, name="user"),
    path("nguoi-dung/<str:username>/giao-chuc-nang/", views.add_post, name="add_post"),
    path("nguoi-dung/<str:username>/mat-khau/", views.new_password, name="new_password"),
    path("nguoi-dung/<str:username>/xac-thuc-hai-lop/", views.remove_second_factor, name="remove_second_factor"),
    path("nguoi-dung/<str:username>/mo-khoa/", views.unlock, name="unlock"),
    path("chuc-nang/<int:pk>/lam-thay/", views.add_deputy, name="add_deputy"),
    path("chuc-nang/<int:pk>/ket-thuc/", views.end_post, name="end_post"),
    path("nhat-ky/", views.log, name="log"),
    path("<str:code>/", views.organisation, name="organisation"),
]
