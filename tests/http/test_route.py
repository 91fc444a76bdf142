"""The tree of paths."""

import pytest

from mockfapi.errors import ClerkError
from mockfapi.http.route import Routes, segments


def a_tree() -> Routes[str]:
    routes: Routes[str] = Routes()
    routes.add("POST", "/v1/me/payment_methods/initialize", "initialize")
    routes.add("DELETE", "/v1/me/payment_methods/{id}", "delete")
    routes.add("GET", "/v1/saml/metadata/{id}.xml", "metadata")
    return routes


def test_fixed_paths_go_before_parameters():
    """Both paths fit, the fixed one first, so that the allowed methods of both are known."""
    found = a_tree().matches(segments("/v1/me/payment_methods/initialize"))

    assert [({"POST": "initialize"}, {}), ({"DELETE": "delete"}, {"id": "initialize"})] == found


def test_a_parameter_may_stand_inside_a_segment():
    """What stands around the braces must be there."""
    routes = a_tree()

    assert [({"GET": "metadata"}, {"id": "samlc_1"})] == routes.matches(
        segments("/v1/saml/metadata/samlc_1.xml")
    )
    assert [] == routes.matches(segments("/v1/saml/metadata/samlc_1"))
    assert [] == routes.matches(segments("/v1/saml/metadata/.xml"))


@pytest.mark.parametrize("path", ["/v1/me/", "//v1//me", "/v1/me", "v1/me///"])
def test_slashes_do_not_matter(path):
    """Leading, doubled and trailing slashes make no difference."""
    assert ["v1", "me"] == segments(path)


def test_an_encoded_slash_stays_inside_its_segment():
    """Parts are decoded after they were cut."""
    assert ["v1", "a/b"] == segments("/v1/a%2Fb")


def test_a_path_that_is_not_utf8_is_refused():
    """Broken percent-encoding is a bad request, not a crash."""
    with pytest.raises(ClerkError, match="malformed_request_parameters"):
        segments("/v1/%ff")
