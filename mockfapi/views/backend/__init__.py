"""The faces that servers see: records as the Backend API shows them. What both show alike is not here."""

from mockfapi.views.backend.client import client
from mockfapi.views.backend.jwt_template import jwt_template
from mockfapi.views.backend.organization import membership, organization
from mockfapi.views.backend.session import session
from mockfapi.views.backend.user import user

__all__ = ["client", "jwt_template", "membership", "organization", "session", "user"]
