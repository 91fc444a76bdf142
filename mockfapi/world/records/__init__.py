"""The nouns: frozen dataclasses without behaviour. One family a file."""

from mockfapi.world.records.accountless_application import AccountlessApplication
from mockfapi.world.records.api_key import ApiKey, IssuedApiKey, OAuthAccessToken
from mockfapi.world.records.backup_codes import BackupCodes
from mockfapi.world.records.client import Client, DevBrowser
from mockfapi.world.records.deleted import Deleted
from mockfapi.world.records.domain import Domain, ProxyCheck, RedirectUrl
from mockfapi.world.records.email_address import EmailAddress
from mockfapi.world.records.enrollment import MembershipRequest, OrganizationSuggestion
from mockfapi.world.records.enterprise_connection import ConnectionTestRun, EnterpriseConnection
from mockfapi.world.records.external_account import ExternalAccount, ProviderToken
from mockfapi.world.records.fault import Fault
from mockfapi.world.records.handshake import HandshakePayload
from mockfapi.world.records.image import Image
from mockfapi.world.records.instance import (
    AccountPortal,
    Instance,
    InstanceCommunication,
    InstanceSettings,
)
from mockfapi.world.records.jwt_template import JwtTemplate
from mockfapi.world.records.machine import (
    IssuedM2mToken,
    M2mToken,
    M2mTokens,
    Machine,
    MachineKey,
    MachineScope,
    MachineWithKey,
)
from mockfapi.world.records.message import Message
from mockfapi.world.records.message_template import MessagePreview, MessageTemplate
from mockfapi.world.records.oauth_application import OAuthApplication, OAuthApplicationWithSecret
from mockfapi.world.records.organization import (
    CountedOrganization,
    CreationDefaults,
    Membership,
    Organization,
    OrganizationDomain,
    Permission,
    Role,
    RoleSet,
)
from mockfapi.world.records.passkey import Passkey
from mockfapi.world.records.phone_number import EnrolledPhone, PhoneNumber
from mockfapi.world.records.plan import Plan, Subscription
from mockfapi.world.records.provider_profile import ProviderProfile
from mockfapi.world.records.restriction import AllowlistIdentifier, BlocklistIdentifier, WaitlistEntry
from mockfapi.world.records.saml_connection import SamlConnection
from mockfapi.world.records.session import (
    ActiveSession,
    Activity,
    ListedSession,
    Reverification,
    Session,
)
from mockfapi.world.records.sign_in import SignIn
from mockfapi.world.records.sign_up import SignUp
from mockfapi.world.records.svix_app import SvixApp
from mockfapi.world.records.testing_token import TestingToken
from mockfapi.world.records.ticket import (
    ActorToken,
    AgentTask,
    Invitation,
    OrganizationInvitation,
    SignInToken,
)
from mockfapi.world.records.totp import EnrolledTotp, Totp
from mockfapi.world.records.user import User
from mockfapi.world.records.verification import ServerVerification, Verification
from mockfapi.world.records.web3_wallet import Web3Wallet
from mockfapi.world.records.webhook import WebhookAttempt, WebhookDelivery, WebhookEndpoint

__all__ = [
    "AccountPortal",
    "AccountlessApplication",
    "ActiveSession",
    "Activity",
    "ActorToken",
    "AgentTask",
    "AllowlistIdentifier",
    "ApiKey",
    "BackupCodes",
    "BlocklistIdentifier",
    "Client",
    "ConnectionTestRun",
    "CountedOrganization",
    "CreationDefaults",
    "Deleted",
    "DevBrowser",
    "Domain",
    "EmailAddress",
    "EnrolledPhone",
    "EnrolledTotp",
    "EnterpriseConnection",
    "ExternalAccount",
    "Fault",
    "HandshakePayload",
    "Image",
    "Instance",
    "InstanceCommunication",
    "InstanceSettings",
    "Invitation",
    "IssuedApiKey",
    "IssuedM2mToken",
    "JwtTemplate",
    "ListedSession",
    "M2mToken",
    "M2mTokens",
    "Machine",
    "MachineKey",
    "MachineScope",
    "MachineWithKey",
    "Membership",
    "MembershipRequest",
    "Message",
    "MessagePreview",
    "MessageTemplate",
    "OAuthAccessToken",
    "OAuthApplication",
    "OAuthApplicationWithSecret",
    "Organization",
    "OrganizationDomain",
    "OrganizationInvitation",
    "OrganizationSuggestion",
    "Passkey",
    "Permission",
    "PhoneNumber",
    "Plan",
    "ProviderProfile",
    "ProviderToken",
    "ProxyCheck",
    "RedirectUrl",
    "Reverification",
    "Role",
    "RoleSet",
    "SamlConnection",
    "ServerVerification",
    "Session",
    "SignIn",
    "SignInToken",
    "SignUp",
    "Subscription",
    "SvixApp",
    "TestingToken",
    "Totp",
    "User",
    "Verification",
    "WaitlistEntry",
    "Web3Wallet",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookEndpoint",
]
