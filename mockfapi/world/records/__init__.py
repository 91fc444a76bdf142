"""The nouns: frozen dataclasses without behaviour. One family a file."""

from mockfapi.world.records.client import Client, DevBrowser
from mockfapi.world.records.email_address import EmailAddress
from mockfapi.world.records.handshake import HandshakePayload
from mockfapi.world.records.instance import Instance
from mockfapi.world.records.jwt_template import JwtTemplate
from mockfapi.world.records.message import Message
from mockfapi.world.records.organization import Membership, Organization, Role
from mockfapi.world.records.passkey import Passkey
from mockfapi.world.records.phone_number import PhoneNumber
from mockfapi.world.records.restriction import AllowlistIdentifier, BlocklistIdentifier, WaitlistEntry
from mockfapi.world.records.session import Activity, Reverification, Session
from mockfapi.world.records.sign_in import SignIn
from mockfapi.world.records.sign_up import SignUp
from mockfapi.world.records.ticket import (
    ActorToken,
    AgentTask,
    Invitation,
    OrganizationInvitation,
    SignInToken,
)
from mockfapi.world.records.totp import Totp
from mockfapi.world.records.user import User
from mockfapi.world.records.verification import Verification
from mockfapi.world.records.web3_wallet import Web3Wallet

__all__ = [
    "Activity",
    "ActorToken",
    "AgentTask",
    "AllowlistIdentifier",
    "BlocklistIdentifier",
    "Client",
    "DevBrowser",
    "EmailAddress",
    "HandshakePayload",
    "Instance",
    "Invitation",
    "JwtTemplate",
    "Membership",
    "Message",
    "Organization",
    "OrganizationInvitation",
    "Passkey",
    "PhoneNumber",
    "Reverification",
    "Role",
    "Session",
    "SignIn",
    "SignInToken",
    "SignUp",
    "Totp",
    "User",
    "Verification",
    "WaitlistEntry",
    "Web3Wallet",
]
