"""Provokes the refusals of the control API."""

from pathlib import Path
from tempfile import TemporaryDirectory

from mockfapi.app import App
from mockfapi.http.transport import Reply
from mockfapi.scenario.tree import MAX_EXPORT
from mockfapi.world.records import Image
from tests.catalogue.stage import Stage, provokes

CONTROL = "/__mockfapi"


def control(stage: Stage, method: str, path: str, **body: object) -> Reply:
    """Asks the control API in a world of its own."""
    world = stage.world()
    browser = stage.browser(world)
    return browser.request(method, f"{CONTROL}{path}", json=body or None)


@provokes("control_key_invalid")
def a_locked_mock(stage: Stage) -> Reply:
    locked = App(control="swordfish-42")
    locked.open_world(scenario_name="empty")
    return locked.browser().get(f"{CONTROL}/health")


@provokes("name_taken")
def a_second_world_of_a_name(stage: Stage) -> Reply:
    return control(stage, "POST", "/worlds", name=stage.world().name)


@provokes("keys_taken")
def a_second_world_with_the_same_keys(stage: Stage) -> Reply:
    with TemporaryDirectory() as folder:
        keyed = Path(folder) / "keyed.yaml"
        keyed.write_text("instance:\n  secret_key: sk_test_ours\n")
        stage.house.open_world("keyed", scenario_name=str(keyed))
        stage.opened.append("keyed")
        return control(stage, "POST", "/worlds", scenario="keyed")


@provokes("world_too_large")
def a_world_of_pictures(stage: Stage) -> Reply:
    world = stage.world()
    world.images.save(Image("img_1", "user_1", "image/png", bytes(MAX_EXPORT), world.clock.now))
    return stage.browser(world).get(f"{CONTROL}/export")


@provokes("not_removable")
def the_default_world(stage: Stage) -> Reply:
    stage.house.open_world(scenario_name="empty")
    stage.opened.append("default")
    return control(stage, "DELETE", "/worlds/default")


@provokes("message_not_found")
def an_empty_outbox(stage: Stage) -> Reply:
    return control(stage, "GET", "/outbox/last")


@provokes("world_not_found")
def a_world_that_nobody_opened(stage: Stage) -> Reply:
    return control(stage, "GET", "/worlds/nowhere")
