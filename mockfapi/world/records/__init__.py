"""The nouns: frozen dataclasses without behaviour. One family a file."""

from mockfapi.world.records.backup_codes import BackupCodes
from mockfapi.world.records.client import Client, DevBrowser
from mockfapi.world.records.deleted import Deleted
from mockfapi.world.records.email_address import EmailAddress
from mockfapi.world.records.handshake import HandshakePayload
from mockfapi.world.records.instance import AccountPortal, Instance
from mockfapi.world.records.jwt_template import JwtTemplate
from mockfapi.world.records.message import Message
from mockfapi.world.records.organization import Membership, Organization, Role
from mockfapi.world.records.passkey import Passkey
from mockfapi.world.records.phone_number import EnrolledPhone, PhoneNumber
from mockfapi.world.records.restriction import AllowlistIdentifier, BlocklistIdentifier, WaitlistEntry
from mockfapi.world.records.session import (
    ActiveSession,
    Activity,
    ListedSession,
    Reverification,
    Session,
)
from mockfapi.world.records.sign_in import SignIn
from mockfapi.world.records.sign_up import SignUp
from mockfapi.world.records.ticket import (
    ActorToken,
    AgentTask,
    Invitation,
    OrganizationInvitation,
    SignInToken,
)
from mockfapi.world.records.totp import EnrolledTotp, Totp
from mockfapi.world.records.user import User
from mockfapi.world.records.verification import Verification
from mockfapi.world.records.web3_wallet import Web3Wallet

__all__ = [
    "AccountPortal",
    "ActiveSession",
    "Activity",
    "ActorToken",
    "AgentTask",
    "AllowlistIdentifier",
    "BackupCodes",
    "BlocklistIdentifier",
    "Client",
    "Deleted",
    "DevBrowser",
    "EmailAddress",
    "EnrolledPhone",
    "EnrolledTotp",
    "HandshakePayload",
    "Instance",
    "Invitation",
    "JwtTemplate",
    "ListedSession",
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
