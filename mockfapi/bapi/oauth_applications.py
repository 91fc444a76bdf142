"""Group OAuthApplications: applications of others that sign people in by this instance."""

from mockfapi.http.call import BackendCall
from mockfapi.http.lists import page
from mockfapi.http.operation import operation
from mockfapi.http.results import Page
from mockfapi.rules import oauth_applications
from mockfapi.world.records import Deleted, OAuthApplication, OAuthApplicationWithSecret


def _application(call: BackendCall) -> OAuthApplication:
    return call.world.oauth_applications[call.path["oauth_application_id"]]


@operation("OAuthApplications_listSortedByDescendingCreationDate")
def list_applications(call: BackendCall) -> Page[OAuthApplication]:
    asked = (call.query.text("name_query"), call.query.text("order_by"))
    return page(call, oauth_applications.found(call.world, *asked))


@operation("OAuthApplications_createNewApplication")
def create(call: BackendCall) -> OAuthApplicationWithSecret:
    return oauth_applications.create(call.world, call.params.given())


@operation("OAuthApplications_getById")
def read(call: BackendCall) -> OAuthApplication:
    return _application(call)


@operation("OAuthApplications_updateApplication")
def update(call: BackendCall) -> OAuthApplication:
    return oauth_applications.update(call.world, _application(call), call.params.given())


@operation("OAuthApplications_deleteById")
def delete(call: BackendCall) -> Deleted:
    gone = call.world.oauth_applications.remove(_application(call).id)
    return Deleted(gone.id, "oauth_application")


@operation("OAuthApplications_rotateSecret")
def rotate_secret(call: BackendCall) -> OAuthApplicationWithSecret:
    return oauth_applications.rotate_secret(call.world, _application(call))
