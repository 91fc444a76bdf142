"""The faces: records as JSON. A view takes a lens and a record and changes nothing; its type names it."""

from collections.abc import Callable, Mapping
from typing import Any

from mockfapi.views import backend
from mockfapi.views.account_portal import account_portal
from mockfapi.views.api_key import api_key, issued_api_key, oauth_access_token
from mockfapi.views.backup_codes import backup_codes
from mockfapi.views.client import client
from mockfapi.views.creation_defaults import creation_defaults
from mockfapi.views.deleted import deleted
from mockfapi.views.dev_browser import dev_browser
from mockfapi.views.email_address import email_address
from mockfapi.views.enrollment import membership_request, organization_domain, organization_suggestion
from mockfapi.views.environment import environment
from mockfapi.views.external_account import external_account, provider_token
from mockfapi.views.image import uploaded
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
from mockfapi.world.records import settings, user_settings

View = Callable[[Any, Any], Json]

FAPI_VIEWS: Mapping[type, View] = {
    r.AccountPortal: account_portal,
    r.ActiveSession: active_session,
    r.ApiKey: api_key,
    r.BackupCodes: backup_codes,
    r.Client: client,
    r.CreationDefaults: creation_defaults,
    r.Deleted: deleted,
    r.DevBrowser: dev_browser,
    r.EmailAddress: email_address,
    r.EnrolledPhone: enrolled_phone,
    r.ExternalAccount: external_account,
    r.EnrolledTotp: totp,
    r.Image: uploaded,
    r.Instance: environment,
    r.IssuedApiKey: issued_api_key,
    r.ListedSession: listed_session,
    r.Membership: membership,
    r.MembershipRequest: membership_request,
    r.Organization: organization,
    r.OrganizationDomain: organization_domain,
    r.OrganizationInvitation: organization_invitation,
    r.OrganizationSuggestion: organization_suggestion,
    r.Passkey: passkey,
    r.PhoneNumber: phone_number,
    r.Reverification: reverification,
    r.Role: backend.role,
    r.Session: session,
    r.SignIn: sign_in,
    r.SignUp: sign_up,
    r.User: user,
    r.WaitlistEntry: waitlist_entry,
    r.Web3Wallet: web3_wallet,
}

BAPI_VIEWS: Mapping[type, View] = {
    r.AccountlessApplication: backend.accountless_application,
    r.ActorToken: backend.actor_token,
    r.AgentTask: backend.agent_task,
    r.AllowlistIdentifier: backend.allowlist_identifier,
    r.ApiKey: api_key,
    r.BlocklistIdentifier: backend.blocklist_identifier,
    r.Client: backend.client,
    r.ConnectionTestRun: backend.connection_test_run,
    r.CountedOrganization: backend.counted_organization,
    r.Deleted: deleted,
    r.Domain: backend.domain,
    r.EmailAddress: email_address,
    r.EnterpriseConnection: backend.enterprise_connection,
    r.Instance: backend.instance,
    r.InstanceCommunication: backend.instance_communication,
    r.InstanceSettings: backend.instance_settings,
    r.Invitation: backend.invitation,
    r.IssuedApiKey: issued_api_key,
    r.IssuedM2mToken: backend.issued_m2m_token,
    r.JwtTemplate: backend.jwt_template,
    r.M2mToken: backend.m2m_token,
    r.M2mTokens: backend.m2m_token_list,
    r.Machine: backend.machine,
    r.MachineKey: backend.machine_key,
    r.MachineScope: backend.machine_scope,
    r.MachineWithKey: backend.machine_with_key,
    r.Membership: backend.membership,
    r.Message: backend.message,
    r.MessagePreview: backend.message_preview,
    r.MessageTemplate: backend.message_template,
    r.OAuthAccessToken: oauth_access_token,
    r.OAuthApplication: backend.oauth_application,
    r.OAuthApplicationWithSecret: backend.with_secret,
    r.Organization: backend.organization,
    r.OrganizationDomain: backend.organization_domain,
    r.OrganizationInvitation: backend.organization_invitation,
    r.Permission: backend.permission,
    r.PhoneNumber: phone_number,
    r.Plan: backend.plan,
    r.ProviderToken: provider_token,
    r.ProxyCheck: backend.proxy_check,
    r.RedirectUrl: backend.redirect_url,
    r.Role: backend.role,
    r.RoleSet: backend.role_set,
    r.SamlConnection: backend.saml_connection,
    r.ServerVerification: backend.server_verification,
    r.Session: backend.session,
    r.SignInToken: backend.sign_in_token,
    r.SignUp: backend.sign_up,
    r.Subscription: backend.subscription,
    r.SvixApp: backend.svix_app,
    r.TestingToken: backend.testing_token,
    r.User: backend.user,
    r.WaitlistEntry: backend.waitlist_entry,
    settings.OrganizationSettings: backend.organization_settings,
    user_settings.Restrictions: backend.restrictions,
}
