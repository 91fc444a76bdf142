"""Group SamlConnectionsBeta: identity providers of companies, up to their activation."""

import pytest

from tests.bapi.workshop import person, place, refusal
from tests.people import codes
from tests.rules.certificates import CERTIFICATE, EXPIRES, ISSUED, METADATA

PATH = "/v1/saml_connections"
ENTITY, SSO = "https://idp.test/entity", "https://idp.test/sso"


@pytest.fixture
def backend(house, world):
    return house.backend(world)


def made(backend, **fields):
    named = {"name": "Acme", "domain": "acme.test", "provider": "saml_okta"}
    reply = backend.post(PATH, **(named | fields))
    assert 200 == reply.status_code, reply.json()

    return reply.json()


def test_a_connection_tells_what_a_provider_has_to_know(backend, world):
    """Not active; the addresses are those of the instance."""
    it = made(backend)

    assert ("saml_connection", False, ["acme.test"], "acme.test", 0) == (
        it["object"],
        it["active"],
        it["domains"],
        it["domain"],
        it["user_count"],
    )
    assert f"{world.issuer}/v1/saml/acs/{it['id']}" == it["acs_url"]
    assert f"{world.issuer}/v1/saml/metadata/{it['id']}.xml" == it["sp_metadata_url"]
    assert "mail" == it["attribute_mapping"]["email_address"]
    assert it == backend.get(f"{PATH}/{it['id']}").json()


def test_a_connection_is_activated_once_it_is_complete(backend):
    """The refusal says what is missing; the certificate tells its times."""
    path = f"{PATH}/{made(backend)['id']}"
    early = backend.patch(path, active=True)
    backend.patch(path, idp_entity_id=ENTITY, idp_sso_url=SSO)
    nearly = backend.patch(path, active=True)
    told = backend.patch(path, idp_certificate=CERTIFICATE, active=True).json()

    assert (422, [("saml_connection_cant_be_activated", "active")]) == refusal(early) == refusal(nearly)
    assert "idp_certificate" == nearly.errors[0]["meta"]["missing"]
    assert (True, ISSUED, EXPIRES) == (
        told["active"],
        told["idp_certificate_issued_at"],
        told["idp_certificate_expires_at"],
    )


def test_metadata_complete_a_connection(backend):
    """Entity, address and certificate are read from them."""
    it = made(backend, idp_metadata=METADATA)
    told = backend.patch(f"{PATH}/{it['id']}", active=True).json()

    assert (ENTITY, SSO, True) == (told["idp_entity_id"], told["idp_sso_url"], told["active"])
    assert CERTIFICATE == told["idp_certificate"]


def test_an_active_connection_keeps_what_it_needs(backend):
    """Null takes away, but not from an active one."""
    path = f"{PATH}/{made(backend, idp_metadata=METADATA)['id']}"
    backend.patch(path, active=True)

    assert 422 == backend.patch(path, idp_certificate=None).status_code

    told = backend.patch(path, active=False, idp_certificate=None).json()

    assert (None, None, False) == (
        told["idp_certificate"],
        told["idp_certificate_expires_at"],
        told["active"],
    )


def test_switches_and_mappings_are_changed(backend):
    """A mapping keeps what is not said of it."""
    it = made(backend)
    told = backend.patch(
        f"{PATH}/{it['id']}",
        name="Globex",
        domains=["Globex.test", "globex.example"],
        attribute_mapping={"first_name": "given"},
        sync_user_attributes=False,
        allow_subdomains=True,
        allow_idp_initiated=True,
        disable_additional_identifications=True,
        force_authn=True,
        login_hint={"mode": "email_address"},
    ).json()

    assert ("Globex", ["globex.test", "globex.example"]) == (told["name"], told["domains"])
    assert it["attribute_mapping"] | {"first_name": "given"} == told["attribute_mapping"]
    assert [False, True, True, True, True] == [
        told[name]
        for name in (
            "sync_user_attributes",
            "allow_subdomains",
            "allow_idp_initiated",
            "disable_additional_identifications",
            "force_authn",
        )
    ]


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"provider": "saml_other"}, (422, [("form_param_value_invalid", "provider")])),
        ({"name": ""}, (422, [("form_param_nil", "name")])),
        ({"domain": "no domain"}, (422, [("form_param_format_invalid", "domains")])),
        ({"domain": "old.test"}, (422, [("form_already_exists", "domains")])),
        ({"domain": None}, (422, [("form_param_type_invalid", "domain")])),
        ({"idp_sso_url": "sso"}, (422, [("form_param_format_invalid", "idp_sso_url")])),
        ({"idp_certificate": "none"}, (422, [("form_param_format_invalid", "idp_certificate")])),
        ({"idp_metadata": "<EntityDescriptor/>"}, (422, [("saml_metadata_missing_fields", "idp_metadata")])),
        ({"organization_id": "org_1"}, (404, [("resource_not_found", None)])),
        ({"unheard_of": 1}, (422, [("form_param_unknown", "unheard_of")])),
    ],
)
def test_what_is_no_connection_is_refused(backend, world, fields, refusal):
    """Nothing is made."""
    made(backend, domain="old.test")
    before = world.digest()
    reply = backend.post(PATH, **({"name": "Acme", "domain": "acme.test", "provider": "saml_okta"} | fields))

    assert refusal == (reply.status_code, codes(reply))
    assert before == world.digest()


def test_a_connection_has_a_domain(backend):
    """In one spelling or the other."""
    reply = backend.post(PATH, name="Acme", provider="saml_google")

    assert (422, [("form_param_missing", "domains")]) == refusal(reply)
    assert ["acme.test"] == backend.post(
        PATH, name="A", provider="saml_google", domains=["acme.test"]
    ).json()["domains"]


def test_an_organization_has_one_connection(server, b2b):
    """A second one is refused; the list is narrowed to it."""
    own = place(b2b).id
    it = made(server, organization_id=own)
    other = made(server, domain="other.test")
    reply = server.post(PATH, name="B", domain="b.test", provider="saml_okta", organization_id=own)

    assert person(b2b, "olga@workshop.test")
    assert (422, [("organization_already_has_sso_connection", "organization_id")]) == refusal(reply)
    assert [it["id"]] == [each["id"] for each in server.get(PATH, organization_id=own).json()["data"]]
    assert [other["id"]] == [
        each["id"] for each in server.get(PATH, organization_id=f"-{own}").json()["data"]
    ]


def test_connections_are_listed(backend):
    """As a page, the newest first; by part of a name or domain, in either order."""
    ids = [made(backend, name=name, domain=f"{name}.test")["id"] for name in ("acme", "globex")]

    def listed(**query):
        page = backend.get(PATH, **query).json()
        return [it["id"] for it in page["data"]], page["total_count"]

    assert (ids[::-1], 2) == listed()
    assert (ids[:1], 2) == listed(limit=1, offset=1)
    assert (ids[:1], 1) == listed(query="ACME.t")
    assert (ids, 2) == listed(order_by="name")


def test_a_deleted_connection_is_gone(backend):
    """It is 404 whatever is asked of it."""
    it = made(backend)
    path = f"{PATH}/{it['id']}"

    assert {"object": "saml_connection", "id": it["id"], "deleted": True} == backend.delete(path).json()
    assert [404] * 3 == [
        reply.status_code
        for reply in (backend.get(path), backend.patch(path, name="x"), backend.delete(path))
    ]
