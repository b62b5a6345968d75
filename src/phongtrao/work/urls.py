from __future__ import annotations

from django.urls import path

from phongtrao.work import views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("so-theo-doi/", views.follow_up_register, name="follow_up_register"),
    path("bang-theo-doi/", views.board, name="board"),
    path("bang-theo-doi/o/", views.board_cell, name="board_cell"),
    path("tu-van-ban/<int:document_id>/", views.adoption, name="adoption"),
    path("tu-van-ban/<int:document_id>/giao/", views.adopt_document, name="adopt_document"),
    path("tu-van-ban/<int:document_id>/cum-tu/", views.settle_phrase, name="settle_phrase"),
    path("tu-van-ban/<int:document_id>/ke-thua/", views.answer_heirs, name="answer_heirs"),
    path("ai-giu/<int:document_id>/", views.holders, name="holders"),
    path("chuoi/<int:document_id>/", views.chain, name="chain"),
    path("chuoi/<int:document_id>/them/", views.link_document, name="link_document"),
    path("lien-he/<int:pk>/", views.settle_effect, name="settle_effect"),
    path("do-chinh-xac/", views.accuracy, name="accuracy"),
    path("diem-can-xem/", views.findings, name="findings"),
    path("diem-can-xem/<int:document_id>/", views.document_findings, name="document_findings"),
    path("diem-can-xem/<int:pk>/ket-luan/", views.decide_finding, name="decide_finding"),
    path("bang/<int:document_id>/", views.sheet, name="sheet"),
    path("bang/to-chuc/<int:organisation_id>/", views.body_sheet, name="body_sheet"),
    path("nhiem-vu/<int:pk>/", views.duty, name="duty"),
    path("nhiem-vu/<int:pk>/thoi-han/", views.set_duty_deadline, name="set_duty_deadline"),
    path("nhiem-vu/<int:pk>/ngay-nghi/", views.set_duty_rest_policy, name="set_duty_rest_policy"),
    path("nhiem-vu/<int:pk>/giao/", views.assign_body, name="assign_body"),
    path("nhiem-vu/<int:pk>/sua/", views.change_duty, name="change_duty"),
    path("ban-giao/<int:pk>/", views.hand_over, name="hand_over"),
    path("giao-viec/<int:pk>/", views.assignment, name="assignment"),
    path("giao-viec/<int:pk>/vuong-mac/", views.raise_obstacle, name="raise_obstacle"),
    path("giao-viec/<int:pk>/<slug:deed>/", views.assignment_deed, name="assignment_deed"),
    path("don-doc/<int:document_id>/", views.reminder_letter, name="reminder_letter"),
    path("vuong-mac/", views.obstacles, name="obstacles"),
    path("vuong-mac/<int:pk>/", views.obstacle, name="obstacle"),
    path("vuong-mac/<int:pk>/<slug:deed>/", views.obstacle_deed, name="obstacle_deed"),
    path("nhac/", views.reminders, name="reminders"),
    path("thu-di/", views.outbox, name="outbox"),
    path("thu-di/<int:pk>/gui-lai/", views.revive_message, name="revive_message"),
    path("thu-di/kenh/", views.add_webhook, name="add_webhook"),
    path("thu-di/kenh/<int:pk>/bo/", views.end_webhook, name="end_webhook"),
    path("thu-di/may-chu/", views.allow_host, name="allow_host"),
    path("lich-lam-viec/", views.working_days, name="working_days"),
    path("lich-lam-viec/ghi/", views.enter_working_day, name="enter_working_day"),
    path("<int:pk>/", views.task, name="task"),
    path("<int:pk>/phan-cong/", views.delegate_task, name="delegate_task"),
    path("<int:pk>/hoan-nhac/", views.snooze_task, name="snooze_task"),
    path("<int:pk>/<slug:deed>/", views.task_deed, name="task_deed"),
]

calendars = [
    path("", views.calendars, name="calendars"),
    path("<int:pk>/thu-hoi/", views.withdraw_calendar, name="withdraw_calendar"),
]
