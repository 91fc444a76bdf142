"""What people do with their profile: names, image, password, tokens for old services."""

from tests.contract.ready_backend import picture
from tests.contract.stock import PASSWORD, Prepared
from tests.rules.worlds import attribute

ME = "/v1/me"


def walk(it: Prepared) -> None:
    """Vera has an image, a service, and no need of a password."""
    attribute(it.clerk.world, "password", required=False)
    it.made("jwt_templates", name="integration_firebase", claims={"uid": "{{user.id}}"})
    it.visitor.request("POST", f"{ME}/profile_image", files={"file": ("me.png", picture(), "image/png")})
    it.fits("patchUser", body={"first_name": "Věra", "username": "vera_n", "unsafe_metadata": '{"hat": 7}'})
    it.fits("patchUserMetadata", body={"unsafe_metadata": '{"hat": null}'})
    it.fits("createServiceToken", body={"service": "firebase"})
    it.fits("updateProfileImage", body={"file": picture()}, media_type="multipart/form-data")
    it.fits("deleteProfileImage")
    it.fits("removePassword", body={"current_password": PASSWORD})
    it.fits("deleteUser")
