"""The faces: records as JSON. A view takes a lens and a record and changes nothing; its type names it."""

from collections.abc import Callable, Mapping
from typing import Any

from mockfapi.views import backend
from mockfapi.views.account_portal import account_portal
from mockfapi.views.backup_codes import backup_codes
from mockfapi.views.client import client
from mockfapi.views.deleted import deleted
from mockfapi.views.dev_browser import dev_browser
from mockfapi.views.email_address import email_address
from mockfapi.views.environment import environment
from mockfapi.views.lens import Json
from mockfapi.views.organization import membership, organization
from mockfapi.views.organization_invitation import organization_invitation
from mockfapi.views.passkey import passkey
from mockfapi.views.phone_number import enrolled_phone, phone_number
from mockfapi.views.reverification import reverification
from mockfapi.views.session import session
from mockfapi.views.session_activity import active_session, listed_session
from mockfapi.views.sign_in import sign_in
from mockfapi.views.sign_up import sign_up
from mockfapi.views.totp import totp
from mockfapi.views.user import user
from mockfapi.views.waitlist_entry import waitlist_entry
from mockfapi.views.web3_wallet import web3_wallet
from mockfapi.world import records as r

View = Callable[[Any, Any], Json]

FAPI_VIEWS: Mapping[type, View] = {
    r.AccountPortal: account_portal,
    r.ActiveSession: active_session,
    r.BackupCodes: backup_codes,
    r.Client: client,
    r.Deleted: deleted,
    r.DevBrowser: dev_browser,
    r.EmailAddress: email_address,
    r.EnrolledPhone: enrolled_phone,
    r.EnrolledTotp: totp,
    r.Instance: environment,
    r.ListedSession: listed_session,
    r.Membership: membership,
    r.Organization: organization,
    r.OrganizationInvitation: organization_invitation,
    r.Passkey: passkey,
    r.PhoneNumber: phone_number,
    r.Reverification: reverification,
    r.Session: session,
    r.SignIn: sign_in,
    r.SignUp: sign_up,
    r.User: user,
    r.WaitlistEntry: waitlist_entry,
    r.Web3Wallet: web3_wallet,
}

BAPI_VIEWS: Mapping[type, View] = {
    r.Client: backend.client,
    r.EmailAddress: email_address,
    r.JwtTemplate: backend.jwt_template,
    r.Membership: backend.membership,
    r.Organization: backend.organization,
    r.PhoneNumber: phone_number,
    r.Session: backend.session,
    r.User: backend.user,
}
