"""Addresses, in Vietnamese without marks. Each app lists its own pages."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path

from phongtrao import pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("tai-khoan/dang-nhap/", account.login, name="account_login"),
    path("tai-khoan/dang-xuat/", account.logout, name="account_logout"),
    path("tai-khoan/doi-mat-khau/", account.password_change, name="account_change_password"),
    path("tai-khoan/xac-nhan/", account.reauthenticate, name="account_reauthenticate"),
    path("to-chuc/", include("phongtrao.organisations.urls")),
    path("van-ban/", include("phongtrao.documents.urls")),
    path("viec/", include("phongtrao.work.urls")),
]

handler400 = "phongtrao.pages.not_understood"
handler403 = "phongtrao.pages.forbidden"
handler404 = "phongtrao.pages.not_found"
handler500 = "phongtrao.pages.broken"
