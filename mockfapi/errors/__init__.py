"""The catalogue of refusals: one row for each of Clerk's error codes that mockfapi can answer, by section."""

from mockfapi.errors.accounts import *  # noqa: F403 - the sections are one catalogue
from mockfapi.errors.admission import *  # noqa: F403
from mockfapi.errors.control import *  # noqa: F403
from mockfapi.errors.enrollment import *  # noqa: F403
from mockfapi.errors.external_accounts import *  # noqa: F403
from mockfapi.errors.forms import *  # noqa: F403
from mockfapi.errors.handshakes import *  # noqa: F403
from mockfapi.errors.identifications import *  # noqa: F403
from mockfapi.errors.instance import *  # noqa: F403
from mockfapi.errors.links import *  # noqa: F403
from mockfapi.errors.machines import *  # noqa: F403
from mockfapi.errors.memberships import *  # noqa: F403
from mockfapi.errors.organizations import *  # noqa: F403
from mockfapi.errors.passkeys import *  # noqa: F403
from mockfapi.errors.passwords import *  # noqa: F403
from mockfapi.errors.profiles import *  # noqa: F403
from mockfapi.errors.requests import *  # noqa: F403
from mockfapi.errors.reverification import *  # noqa: F403
from mockfapi.errors.row import ClerkError, ErrorRow, Refusal, several
from mockfapi.errors.second_factors import *  # noqa: F403
from mockfapi.errors.servers import *  # noqa: F403
from mockfapi.errors.session_refresh import *  # noqa: F403
from mockfapi.errors.sessions import *  # noqa: F403
from mockfapi.errors.sign_in import *  # noqa: F403
from mockfapi.errors.tickets import *  # noqa: F403
from mockfapi.errors.wallets import *  # noqa: F403

CATALOGUE = tuple(sorted((row for row in globals().values() if isinstance(row, ErrorRow)), key=lambda row: (row.code, row.long_message)))

__all__ = ["CATALOGUE", "ClerkError", "ErrorRow", "Refusal", "several"]
