"""The faces: records as JSON. A view takes a lens and a record and changes nothing; its type names it."""

from collections.abc import Callable, Mapping
from typing import Any

from mockfapi.views.client import client
from mockfapi.views.dev_browser import dev_browser
from mockfapi.views.email_address import email_address
from mockfapi.views.environment import environment
from mockfapi.views.lens import Json
from mockfapi.views.organization import membership, organization
from mockfapi.views.passkey import passkey
from mockfapi.views.phone_number import phone_number
from mockfapi.views.session import session
from mockfapi.views.sign_in import sign_in
from mockfapi.views.sign_up import sign_up
from mockfapi.views.user import user
from mockfapi.views.web3_wallet import web3_wallet
from mockfapi.world import records as r

View = Callable[[Any, Any], Json]

FAPI_VIEWS: Mapping[type, View] = {
    r.Client: client,
    r.DevBrowser: dev_browser,
    r.EmailAddress: email_address,
    r.Instance: environment,
    r.Membership: membership,
    r.Organization: organization,
    r.Passkey: passkey,
    r.PhoneNumber: phone_number,
    r.Session: session,
    r.SignIn: sign_in,
    r.SignUp: sign_up,
    r.User: user,
    r.Web3Wallet: web3_wallet,
}

BAPI_VIEWS: Mapping[type, View] = {}
