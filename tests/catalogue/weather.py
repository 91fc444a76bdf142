"""Provokes the refusals that somebody asked for: nothing here happens by itself."""

from mockfapi.http.transport import Reply
from mockfapi.rules import fault_presets
from tests.catalogue.stage import Stage, provokes


@provokes("too_many_requests")
def more_than_the_quota(stage: Stage) -> Reply:
    world = stage.world()
    fault_presets.add(world, "development_quota")
    browser = stage.browser(world)
    for _ in range(5):
        assert browser.post("/v1/client/sign_ins").status_code == 200
    return browser.post("/v1/client/sign_ins")
