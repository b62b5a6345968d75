from __future__ import annotations

from django.urls import path

from phongtrao.documents import views

urlpatterns = [
    path("", views.documents, name="documents"),
    path("tiep-nhan/", views.upload, name="upload"),
    path("so-den/", views.incoming_register, name="incoming_register"),
    path("so-den/<int:pk>/", views.arrival, name="arrival"),
    path("so-di/", views.outgoing_register, name="outgoing_register"),
    path("di/<int:pk>/", views.outgoing, name="outgoing"),
    path("di/<int:pk>/tep.<slug:form>", views.outgoing_file, name="outgoing_file"),
    path("di/<int:pk>/phat-hanh/", views.issue_outgoing, name="issue_outgoing"),
    path("di/<int:pk>/bo/", views.drop_outgoing, name="drop_outgoing"),
    path("di/<int:pk>/ghi-so/", views.enter_outgoing, name="enter_outgoing"),
    path("tep/<int:pk>/", views.file, name="file"),
    path("tieu-huy/", views.purges, name="purges"),
    path("tieu-huy/<int:pk>/", views.purge, name="purge"),
    path("tieu-huy/<int:pk>/<slug:deed>/", views.decide_purge, name="decide_purge"),
    path("tieu-huy/de-nghi/<slug:kind>/<int:row>/", views.propose_purge, name="propose_purge"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/so-sanh/", views.compare_copies, name="compare_copies"),
    path("<int:pk>/doc-lai/", views.reread_document, name="reread_document"),
    path("ban-doc/<int:pk>/dau-van-ban/", views.correct_header, name="correct_header"),
    path("ban-doc/<int:pk>/so-ngay/", views.accept_number, name="accept_number"),
    path("ban-doc/<int:pk>/them/", views.add_duty, name="add_duty"),
    path("ban-doc/<int:pk>/<slug:index>/sua/", views.correct_duty, name="correct_duty"),
    path("ban-doc/<int:pk>/<slug:index>/bo/", views.drop_duty, name="drop_duty"),
    path("cho-sua/<int:pk>/lay-lai/", views.undo_correction, name="undo_correction"),
]
