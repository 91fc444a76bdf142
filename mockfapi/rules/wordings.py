"""How messages are worded until somebody changes a template: one line for each kind of e-mail and SMS."""

from mockfapi.frozen import dataclass

EMAIL, SMS = "email", "sms"
TYPES = (EMAIL, SMS)
APP, CODE, LINK, ACTION, ORGANIZATION = "app.name", "otp_code", "magic_link", "action_url", "org.name"
COMMON = (APP, "app.url", "user.first_name", "user.last_name", "user.username")
UNASKED = "Nobody will ask you for it."
PRIMARY, NEW_ADDRESS = "Your primary e-mail address was changed", "new_email_address"
UNKNOWN = "If that was not you, write to those who run {{app.name}}."


@dataclass(frozen=True, slots=True)
class Wording:
    """A kind of message. `required` are the values without which it would be no use."""

    slug: str
    name: str
    subject: str
    body: str
    required: tuple[str, ...] = ()
    further: tuple[str, ...] = ()
    channels: tuple[str, ...] = (EMAIL,)

    @property
    def available(self) -> tuple[str, ...]:
        """All values that its template may show, sorted."""
        return tuple(sorted({*COMMON, *self.required, *self.further}))


def _code(slug: str, name: str, subject: str) -> Wording:
    return Wording(slug, name, subject, f"{subject} for {{{{app.name}}}}. {UNASKED}", (CODE,), channels=TYPES)


def _link(slug: str, name: str, subject: str, link: str, *further: str) -> Wording:
    return Wording(slug, name, subject, f"{subject}: {{{{{link}}}}}", (link,), further)


def _notice(slug: str, name: str, subject: str, advice: str) -> Wording:
    return Wording(slug, name, subject, f"{subject}. {advice}")


def _joining(slug: str, name: str, subject: str, advice: str, *further: str) -> Wording:
    """Something that happened on the way into an organization."""
    return Wording(slug, name, subject, f"{subject}. {advice}", further=(ORGANIZATION, *further))


def _notices(slug: str, verb: str, advice: str) -> tuple[Wording, Wording]:
    """The same for an address and for a number."""
    name = f"Attempt to {verb}"
    by_mail = _notice(slug, name, f"Somebody tried to {verb} with your address", advice)
    subject = f"Somebody tried to {verb} with your number"
    return by_mail, Wording(slug, name, subject, f"{subject}. {advice}", channels=(SMS,))


def _account(slug: str, name: str, subject: str, *further: str) -> Wording:
    """Something that happened to the account of who reads it."""
    shown = "".join(f" It is {{{{{it}}}}} now." for it in further)
    return Wording(slug, name, subject, f"{subject}.{shown} {UNKNOWN}", further=further)


WORDINGS = (
    _code("verification_code", "Verification code", "{{otp_code}} is your verification code"),
    _code("reset_password_code", "Reset password code", "{{otp_code}} is your code to reset your password"),
    _link("magic_link_sign_in", "E-mail link to sign in", "Your link to sign in to {{app.name}}", LINK),
    _link("magic_link_sign_up", "E-mail link to sign up", "Your link to sign up for {{app.name}}", LINK),
    _link(
        "magic_link_user_profile",
        "E-mail link to verify an address",
        "Verify your e-mail address for {{app.name}}",
        LINK,
    ),
    _link("invitation", "Invitation", "Your invitation to {{app.name}}", ACTION),
    _link(
        "waitlist_invitation", "Invitation from the waitlist", "There is room for you in {{app.name}}", ACTION
    ),
    _link(
        "organization_invitation",
        "Invitation to an organization",
        "Your invitation to {{org.name}}",
        ACTION,
        ORGANIZATION,
    ),
    Wording(
        "affiliation_code",
        "Code to verify a domain",
        "{{otp_code}} verifies your domain",
        f"{{{{otp_code}}}} verifies a domain of your organization in {{{{app.name}}}}. {UNASKED}",
        (CODE,),
    ),
    _joining(
        "organization_invitation_accepted",
        "Invitation accepted",
        "Somebody whom you invited to {{org.name}} has joined",
        "{{email_address}} is the address that was invited.",
        "email_address",
    ),
    _joining(
        "organization_membership_requested",
        "Membership requested",
        "Somebody asks to join {{org.name}}",
        "Accept or reject the request in {{app.name}}.",
    ),
    _joining(
        "organization_joined",
        "Membership approved",
        "You are a member of {{org.name}} now",
        "You find it in {{app.name}}.",
    ),
    _notice(
        "waitlist_confirmation",
        "Waitlist confirmation",
        "You are on the waitlist of {{app.name}}",
        "We write again when there is room for you.",
    ),
    _account("password_changed", "Password changed", "Your password was changed"),
    _account("password_removed", "Password removed", "Your password was removed"),
    _account("passkey_added", "Passkey added", "A passkey was added to your account"),
    _account("passkey_removed", "Passkey removed", "A passkey was removed from your account"),
    _account("primary_email_address_changed", "Primary e-mail address changed", PRIMARY, NEW_ADDRESS),
    _account("account_locked", "Account locked", "Your account was locked"),
    *_notices("sign_up_notice", "sign up", "You have an account already: sign in."),
    *_notices("sign_in_notice", "sign in", "There is no such account: sign up."),
)


def of_type(template_type: str) -> list[Wording]:
    """The kinds of messages that go by mail, or by SMS, in their order."""
    return [it for it in WORDINGS if template_type in it.channels]


def find(template_type: str, slug: str) -> Wording | None:
    return next((it for it in of_type(template_type) if it.slug == slug), None)
