"""What servers ask for: users as they come in from elsewhere, proofs of users, templates."""

from mockfapi.rules import totps
from tests.contract.stock import MINA, NOON, PASSWORD, VERA, Prepared

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def walk(it: Prepared) -> None:
    """Nothing is under way here: each request goes well by itself."""
    ids = {each.email_address: each.user_id for each in it.clerk.world.email_addresses}
    vera, mina = {"user_id": ids[VERA]}, {"user_id": ids[MINA]}
    it.fits("Users_verifyPassword", vera, body={"password": PASSWORD})
    it.fits("Users_verifyTotp", mina, body={"code": totps.code(SECRET, NOON // totps.STEP)})
    person = {"email_address": ["ines@elsewhere.test"], "password": "double-entry-since-1494"}
    it.fits("Users_createNewUser", body=person)
    it.fits("JwtTemplates_createTemplate", body={"name": "desk", "claims": {"desk": "back"}})
