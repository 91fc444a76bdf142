"""The nouns: frozen dataclasses without behaviour. One family a file."""

from mockfapi.world.records.client import Client, DevBrowser
from mockfapi.world.records.email_address import EmailAddress
from mockfapi.world.records.instance import Instance
from mockfapi.world.records.message import Message
from mockfapi.world.records.organization import Membership, Organization, Role
from mockfapi.world.records.phone_number import PhoneNumber
from mockfapi.world.records.session import Session
from mockfapi.world.records.sign_in import SignIn
from mockfapi.world.records.sign_up import SignUp
from mockfapi.world.records.user import User
from mockfapi.world.records.verification import Verification

__all__ = [
    "Client",
    "DevBrowser",
    "EmailAddress",
    "Instance",
    "Membership",
    "Message",
    "Organization",
    "PhoneNumber",
    "Role",
    "Session",
    "SignIn",
    "SignUp",
    "User",
    "Verification",
]
