"""Group RedirectUrls: the addresses that flows may lead back to."""

from mockfapi.http.call import BackendCall
from mockfapi.http.lists import either
from mockfapi.http.operation import operation
from mockfapi.http.results import Page
from mockfapi.rules import redirect_urls
from mockfapi.world.records import Deleted, RedirectUrl


@operation("RedirectUrLs_listAll")
def list_urls(call: BackendCall) -> Page[RedirectUrl] | list[RedirectUrl]:
    return either(call, list(call.world.redirect_urls)[::-1])


@operation("RedirectUrLs_createNewUrl")
def create(call: BackendCall) -> RedirectUrl:
    return redirect_urls.create(call.world, call.params.required("url"))


@operation("RedirectUrLs_getById")
def read(call: BackendCall) -> RedirectUrl:
    return call.world.redirect_urls[call.path["id"]]


@operation("RedirectUrLs_removeById")
def delete(call: BackendCall) -> Deleted:
    return Deleted(call.world.redirect_urls.remove(call.path["id"]).id, "redirect_url")
