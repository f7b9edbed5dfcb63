"""The administrator's pages for accounts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from assess.people.roles import Actor, Role

Make = Callable[..., Actor]
SignIn = Callable[[FlaskClient, str], None]
NEW = {"username": "ouyang", "name": "欧阳䶮", "roles": ["examiner"], "password": "sampan under bridges"}


@pytest.fixture
def admin(client: FlaskClient, make_account: Make, sign_in: SignIn) -> FlaskClient:
    make_account("zhou", Role.ADMINISTRATOR, name="周敏")
    sign_in(client, "zhou")
    return client


def test_a_new_account_appears_in_the_list(admin: FlaskClient) -> None:
    assert admin.post("/admin/accounts/new", data=NEW).headers["Location"] == "/admin/accounts"
    shown = admin.get("/admin/accounts").get_data(as_text=True)
    assert "账号 ouyang 已创建。" in shown
    assert ">欧阳䶮</a>" in shown


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"username": "zhou"}, "username", "用户名 zhou 已被使用。"),
        ({"password": "short"}, "password", "密码至少 10 个字符，当前为 5 个。"),
        ({"roles": []}, "roles-0", "请至少选择一个角色。"),
        ({"roles": ["officer"]}, "authority", "发证机构经办人须填写其负责核签的发证机构。"),
        ({"name": ""}, "name", "请填写姓名。"),
    ],
)
def test_a_refusal_leads_to_its_field_and_keeps_what_was_typed(
    admin: FlaskClient, change: dict[str, object], field: str, message: str
) -> None:
    shown = admin.post("/admin/accounts/new", data={**NEW, **change}).get_data(as_text=True)
    assert f'<a href="#{field}">{message}</a>' in shown
    assert change.get("username", "ouyang") in shown
    assert "sampan" not in shown


def test_an_author_needs_the_enterprise_and_keeps_it(admin: FlaskClient) -> None:
    sent = {**NEW, "roles": ["author"]}
    refused = admin.post("/admin/accounts/new", data=sent).get_data(as_text=True)
    assert '<a href="#enterprise">' in refused
    assert admin.post("/admin/accounts/new", data=sent | {"enterprise": " xinhui-paper "}).status_code == 302
    assert 'value="xinhui-paper"' in admin.get("/admin/accounts/2").get_data(as_text=True)


def test_roles_are_changed(admin: FlaskClient, make_account: Make) -> None:
    other = make_account("ouyang", Role.EXAMINER)
    admin.post(f"/admin/accounts/{other.account_id}", data={"name": "欧阳", "roles": ["examiner", "checker"]})
    shown = admin.get("/admin/accounts?search=ouyang").get_data(as_text=True)
    assert "考评员 · 核分人" in shown


def test_closing_asks_first_and_opening_undoes_it(admin: FlaskClient, make_account: Make) -> None:
    other = make_account("ouyang", Role.EXAMINER, name="欧阳䶮")
    address = f"/admin/accounts/{other.account_id}"
    assert "停用 欧阳䶮 的账号？" in admin.get(f"{address}/close").get_data(as_text=True)
    assert "可登录" in admin.get(address).get_data(as_text=True)
    admin.post(f"{address}/close")
    assert "已停用" in admin.get(address).get_data(as_text=True)
    admin.post(f"{address}/open")
    assert "账号已重新启用。" in admin.get(address).get_data(as_text=True)


def test_a_new_password_can_be_set(admin: FlaskClient, make_account: Make) -> None:
    other = make_account("ouyang", Role.EXAMINER)
    address = f"/admin/accounts/{other.account_id}/password"
    refused = admin.post(address, data={"password": "ouyang-ouyang"}).get_data(as_text=True)
    assert "密码不得包含用户名。" in refused
    assert admin.post(address, data={"password": "sampan under bridges"}).status_code == 302


def test_the_own_account_cannot_be_closed(admin: FlaskClient) -> None:
    answer = admin.post("/admin/accounts/1/close")
    assert answer.status_code == 409
    assert "请由其他管理员办理" in answer.get_data(as_text=True)


def test_an_unknown_account_is_not_found(admin: FlaskClient) -> None:
    answer = admin.get("/admin/accounts/999")
    assert answer.status_code == 404
    assert "没有这个账号" in answer.get_data(as_text=True)


def test_the_authority_of_an_officer_is_chosen_and_an_unknown_one_refused(admin: FlaskClient) -> None:
    page = admin.get("/admin/accounts/new").get_data(as_text=True)
    assert '<option value="dsal-demo">劳工事务局（示例）</option>' in page
    sent = {"name": "何美玲", "username": "officer9", "password": "sampan under bridges", "roles": ["officer"]}
    assert admin.post("/admin/accounts/new", data=sent | {"authority": "macau"}).status_code == 200
    assert admin.post("/admin/accounts/new", data=sent | {"authority": "dsal-demo"}).status_code == 302
