"""The part of the scenario schema that is about tickets. Data only."""

from collections.abc import Mapping

from mockfapi.scenario.grammar import ROLE, TEXT, Json, entry, named, ref

USER_NAME: Json = {**TEXT, "description": "Name of a user of this scenario."}
FACTS: Json = {
    "created_at": ref("moment"),
    "expires_at": ref("moment"),
    "status": {"type": "string", "enum": ["pending", "accepted", "revoked"], "default": "pending"},
}
SIGN_IN_TOKEN = entry({"user": USER_NAME, **FACTS}, "Lets a user in once.", ("user",))
ACTOR_TOKEN = entry(
    {
        "user": USER_NAME,
        "actor": {
            "anyOf": [USER_NAME, {"type": "object", "additionalProperties": True}],
            "description": "Who acts as the user: the name of a user, or the claim in full, with its sub.",
        },
        "session_max_duration": ref("duration"),
        **FACTS,
    },
    "Lets an actor act as a user once.",
    ("user", "actor"),
)
AGENT_TASK = entry(
    {"user": USER_NAME, "redirect_url": TEXT, "session_max_duration": ref("duration"), **FACTS},
    "Lets an agent open one session in the name of a user.",
    ("user", "redirect_url"),
)
INVITED: Json = {
    "email_address": TEXT,
    "redirect_url": {**TEXT, "description": "Where the link leads; else to the sign-up page of the app."},
    "public_metadata": ref("metadata"),
    **FACTS,
}
INVITATION = entry(INVITED, "An invitation to the app; no mail is sent.", ("email_address",))
ORGANIZATION_INVITATION = entry(
    {
        "organization": {**TEXT, "description": "Name of an organization of this scenario."},
        "role": {**ROLE, "default": "org:member"},
        "inviter": USER_NAME,
        "private_metadata": ref("metadata"),
        **INVITED,
    },
    "An invitation to an organization; no mail is sent.",
    ("organization", "email_address"),
)

DEFINITIONS: Mapping[str, Json] = {
    "SignInToken": SIGN_IN_TOKEN,
    "ActorToken": ACTOR_TOKEN,
    "AgentTask": AGENT_TASK,
    "Invitation": INVITATION,
    "OrganizationInvitation": ORGANIZATION_INVITATION,
}
SECTIONS: Mapping[str, Json] = {
    "sign_in_tokens": named(ref("SignInToken"), "Tickets that let a user in."),
    "actor_tokens": named(ref("ActorToken"), "Tickets that let somebody act as a user."),
    "agent_tasks": named(ref("AgentTask"), "Tickets for agents."),
    "invitations": named(ref("Invitation"), "Invitations to the app."),
    "organization_invitations": named(ref("OrganizationInvitation"), "Invitations to organizations."),
}
