"""What lets people in or keeps them out, as Clerk's server libraries handle it."""

import pytest

from tests.people import ADA, SIGN_UPS

from .refusals import refusal

pytestmark = pytest.mark.clerk(scenario="one_user")

LIN, KIT = "lin@engines.test", "kit@engines.test"
HOME = "http://localhost:3000/"


@pytest.fixture
def ada(clerk):
    return clerk.user(ADA)


def test_python_makes_and_takes_back_tokens(py, ada):
    """Of sign-ins, of actors and of agents; testing tokens are made only."""
    sign_in = py.sign_in_tokens.create(request={"user_id": ada.id, "expires_in_seconds": 600})
    act = {"user_id": ada.id, "actor": {"sub": "user_support"}, "session_max_duration_in_seconds": 60}
    actor = py.actor_tokens.create(request=act)
    task = py.agent_tasks.create(
        request={
            "on_behalf_of": {"user_id": ada.id},
            "permissions": "*",
            "agent_name": "Clippy",
            "task_description": "Look around",
            "redirect_url": HOME,
        }
    )

    assert ("pending", ada.id) == (sign_in.status, sign_in.user_id)
    assert sign_in.token in sign_in.url
    assert "revoked" == py.sign_in_tokens.revoke(sign_in_token_id=sign_in.id).status
    assert ("pending", "revoked") == (actor.status, py.actor_tokens.revoke(actor_token_id=actor.id).status)
    assert task.agent_task_id == py.agent_tasks.revoke(agent_task_id=task.agent_task_id).agent_task_id
    assert (400, ["agent_task_cannot_be_revoked"]) == refusal(
        py.agent_tasks.revoke, agent_task_id=task.agent_task_id
    )
    assert py.testing_tokens.create().token


def test_javascript_makes_and_takes_back_tokens(js, ada):
    """What was taken back cannot be taken back again."""
    sign_in = js.signInTokens.createSignInToken({"userId": ada.id, "expiresInSeconds": 600})
    actor = js.actorTokens.create({"userId": ada.id, "actor": {"sub": "user_support"}})
    task = js.agentTasks.create(
        {
            "onBehalfOf": {"userId": ada.id},
            "permissions": "*",
            "agentName": "Clippy",
            "taskDescription": "Look around",
            "redirectUrl": HOME,
        }
    )

    assert ("pending", ada.id) == (sign_in["status"], sign_in["userId"])
    assert "revoked" == js.signInTokens.revokeSignInToken(sign_in["id"])["status"]
    assert {"sub": "user_support"} == actor["actor"]
    assert "revoked" == js.actorTokens.revoke(actor["id"])["status"]
    assert task["taskId"] == js.agentTasks.revoke(task["taskId"])["taskId"]
    assert js.testingTokens.createTestingToken()["token"]
    assert (400, ["sign_in_token_cannot_be_revoked_code"]) == refusal(
        js.signInTokens.revokeSignInToken, sign_in["id"]
    )


def test_python_invites(py):
    """One by one and several at once; whoever was uninvited is in no list."""
    made = py.invitations.create(request={"email_address": LIN, "public_metadata": {"plan": "gold"}})
    more = py.invitations.bulk_create(request=[{"email_address": KIT, "expires_in_days": 2}])
    listed = py.invitations.list(status="pending", query="engines")
    gone = py.invitations.revoke(invitation_id=made.id)

    assert ({"plan": "gold"}, [KIT]) == (made.public_metadata, [it.email_address for it in more])
    assert {made.id, more[0].id} == {it.id for it in listed}
    assert ("revoked", [more[0].id]) == (gone.status, [it.id for it in py.invitations.list()])
    assert (400, ["invitation_already_revoked"]) == refusal(py.invitations.revoke, invitation_id=made.id)


def test_javascript_invites(js):
    """In the order that was asked for; the same address twice is refused."""
    made = js.invitations.createInvitation({"emailAddress": LIN, "redirectUrl": HOME, "notify": True})
    more = js.invitations.createInvitationBulk([{"emailAddress": KIT}])
    listed = js.invitations.getInvitationList({"status": "pending", "orderBy": "email_address"})
    gone = js.invitations.revokeInvitation(made["id"])

    assert [more[0]["id"], made["id"]] == [it["id"] for it in listed["data"]]
    assert (2, "revoked") == (listed["totalCount"], gone["status"])
    assert (400, ["duplicate_record"]) == refusal(js.invitations.createInvitation, {"emailAddress": KIT})


def test_javascript_3_deletes_invitations(js3):
    """Nothing of it is left."""
    made = js3.invitations.createInvitation({"emailAddress": LIN})

    assert js3.invitations.deleteInvitation(made["id"])["deleted"]
    assert [] == js3.invitations.getInvitationList()["data"]


def test_python_keeps_lists(py):
    """Who may come, and who may not."""
    may = py.allowlist_identifiers.create(request={"identifier": LIN, "notify": True})
    never = py.blocklist_identifiers.create(request={"identifier": "*@spam.test"})

    assert ("email_address", True) == (may.identifier_type, bool(may.invitation_id))
    assert [may.id] == [it.id for it in py.allowlist_identifiers.list()]
    assert [never.id] == [it.id for it in py.blocklist_identifiers.list().data]
    assert py.allowlist_identifiers.delete(identifier_id=may.id).deleted
    assert py.blocklist_identifiers.delete(identifier_id=never.id).deleted
    assert 404 == refusal(py.blocklist_identifiers.delete, identifier_id=never.id)[0]


def test_javascript_keeps_lists(js):
    """Both are listed as pages, and emptied again."""
    may = js.allowlistIdentifiers.createAllowlistIdentifier({"identifier": LIN, "notify": False})
    never = js.blocklistIdentifiers.createBlocklistIdentifier({"identifier": "*@spam.test"})
    allowed = js.allowlistIdentifiers.getAllowlistIdentifierList()
    blocked = js.blocklistIdentifiers.getBlocklistIdentifierList()

    assert [[may["id"]], [never["id"]]] == [[it["id"] for it in page["data"]] for page in (allowed, blocked)]
    assert js.allowlistIdentifiers.deleteAllowlistIdentifier(may["id"])["deleted"]
    assert js.blocklistIdentifiers.deleteBlocklistIdentifier(never["id"])["deleted"]


@pytest.mark.clerk(scenario="waitlist")
def test_python_keeps_the_waitlist(py):
    """Who is invited gets an invitation, and is not invited twice."""
    made = py.waitlist_entries.create(request={"email_address": LIN, "notify": False})
    more = py.waitlist_entries.bulk_create(request=[{"email_address": KIT}])
    listed = py.waitlist_entries.list(query="engines", status="pending")
    invited = py.waitlist_entries.invite(waitlist_entry_id=made.id)
    last = py.waitlist_entries.list(query="early@").data[0]
    rejected = py.waitlist_entries.reject(waitlist_entry_id=more[0].id)

    assert {LIN, KIT} == {it.email_address for it in listed.data}
    assert ("invited", LIN, "rejected") == (invited.status, invited.invitation.email_address, rejected.status)
    assert 409 == refusal(py.waitlist_entries.invite, waitlist_entry_id=made.id)[0]
    assert py.waitlist_entries.delete(waitlist_entry_id=last.id).deleted


@pytest.mark.clerk(scenario="waitlist")
def test_javascript_keeps_the_waitlist(js):
    """Found, invited, rejected and deleted."""
    made = js.waitlistEntries.create({"emailAddress": LIN, "notify": True})
    more = js.waitlistEntries.createBulk([{"emailAddress": KIT}])
    listed = js.waitlistEntries.list({"query": "engines", "orderBy": "-created_at"})
    invited = js.waitlistEntries.invite(made["id"], {"ignoreExisting": True})
    last = js.waitlistEntries.list({"query": "early@"})["data"][0]
    rejected = js.waitlistEntries.reject(more[0]["id"])

    assert {LIN, KIT} == {it["emailAddress"] for it in listed["data"]}
    assert ["invited", "rejected"] == [invited["status"], rejected["status"]]
    assert js.waitlistEntries.delete(last["id"])["deleted"]


@pytest.mark.clerk(scenario="demo")
def test_both_read_and_mark_sign_ups(clerk, py, js):
    """An attempt that is under way gets the id that the app knows it by."""
    begun = clerk.browser().post(SIGN_UPS, email_address=LIN).json()["response"]["id"]
    by_python = py.sign_ups.update(id=begun, external_id="e-1")
    by_javascript = js.signUps.update({"signUpAttemptId": begun, "externalId": "e-2", "customAction": True})

    assert ["e-1", "e-2"] == [by_python.external_id, by_javascript["externalId"]]
    assert (LIN, True) == (py.sign_ups.get(id=begun).email_address, js.signUps.get(begun)["customAction"])


@pytest.mark.clerk(scenario="passkeys")
def test_passkeys_are_taken(clerk, py, js):
    """One by each library; none is left."""
    uma = clerk.user("uma@keyring.test")
    first, second = (it.id for it in py.users.get(user_id=uma.id).passkeys)
    one = py.users.delete_passkey(user_id=uma.id, passkey_identification_id=first)
    other = js.users.deleteUserPasskey({"userId": uma.id, "passkeyIdentificationId": second})

    assert (first, second) == (one.id, other["id"])
    assert [] == py.users.get(user_id=uma.id).passkeys


@pytest.mark.clerk(scenario="web3")
def test_wallets_are_taken(clerk, py, js):
    """One by each library; none is left."""
    sol = clerk.user("sol@ledgerline.test")
    first, second = (it["id"] for it in js.users.getUser(sol.id)["web3Wallets"])
    one = py.users.delete_web3_wallet(user_id=sol.id, web3_wallet_identification_id=first)
    other = js.users.deleteUserWeb3Wallet({"userId": sol.id, "web3WalletIdentificationId": second})

    assert (first, second) == (one.id, other["id"])
    assert [] == js.users.getUser(sol.id)["web3Wallets"]


def test_connected_accounts_are_unknown(py, js, ada):
    """Nobody has an account at a provider yet."""
    none = "eac_3000001nobodyknowsthis000000"

    assert 404 == refusal(py.users.delete_external_account, user_id=ada.id, external_account_id=none)[0]
    assert (
        404 == refusal(js.users.deleteUserExternalAccount, {"userId": ada.id, "externalAccountId": none})[0]
    )
