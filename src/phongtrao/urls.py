"""Addresses, in Vietnamese without marks. Each app lists its own pages."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import include, path

from phongtrao import pages
from phongtrao.recognition.views import download_verify_page, verify
from phongtrao.work.urls import calendars
from phongtrao.work.views import calendar_feed

second_factor = [
    path("", mfa.index, name="mfa_index"),
    path("ma/", mfa.authenticate, name="mfa_authenticate"),
    path("xac-nhan/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("bat/", totp.activate_totp, name="mfa_activate_totp"),
    path("tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("ma-du-phong/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("ma-du-phong/tao/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]

urlpatterns = [
    path("", pages.home, name="home"),
    path("tai-khoan/dang-nhap/", account.login, name="account_login"),
    path("tai-khoan/dang-xuat/", account.logout, name="account_logout"),
    path("tai-khoan/doi-mat-khau/", account.password_change, name="account_change_password"),
    path("tai-khoan/xac-nhan/", account.reauthenticate, name="account_reauthenticate"),
    path("tai-khoan/xac-thuc-hai-lop/", include(second_factor)),
    path("tai-khoan/lich/", include(calendars)),
    path("lich/<str:token>.ics", calendar_feed, name="calendar_feed"),
    path("to-chuc/", include("phongtrao.organisations.urls")),
    path("van-ban/", include("phongtrao.documents.urls")),
    path("viec/", include("phongtrao.work.urls")),
    path("bao-cao/", include("phongtrao.reports.urls")),
    path("cong-nhan/", include("phongtrao.recognition.urls")),
    path("mo-hinh/", include("phongtrao.initiatives.urls")),
    path("kinh-phi/", include("phongtrao.money.urls")),
    path("khen-thuong/", include("phongtrao.awards.urls")),
    path("tong-quan/", include("phongtrao.overview.urls")),
    path("xac-minh/", verify, name="verify"),
    path("xac-minh/tai-ve/", download_verify_page, name="download_verify_page"),
]

handler400 = "phongtrao.pages.not_understood"
handler403 = "phongtrao.pages.forbidden"
handler404 = "phongtrao.pages.not_found"
handler500 = "phongtrao.pages.broken"
