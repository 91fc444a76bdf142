"""Group EmailSmsTemplates: how messages are worded, and who sends them."""

from mockfapi.http.call import BackendCall
from mockfapi.http.lists import either
from mockfapi.http.operation import operation
from mockfapi.http.results import Page
from mockfapi.rules import message_templates
from mockfapi.world.records import MessagePreview, MessageTemplate


def _template(call: BackendCall) -> MessageTemplate:
    return message_templates.of(call.world, call.path["template_type"], call.path["slug"])


@operation("EmailSmsTemplates_listSortedByPosition")
def list_templates(call: BackendCall) -> Page[MessageTemplate] | list[MessageTemplate]:
    return either(call, message_templates.every(call.world, call.path["template_type"]))


@operation("EmailSmsTemplates_getTemplateDetails")
def read(call: BackendCall) -> MessageTemplate:
    return _template(call)


@operation("EmailSmsTemplates_updateTemplateByTypeAndSlug")
def update(call: BackendCall) -> MessageTemplate:
    return message_templates.update(call.world, _template(call), call.params.given())


@operation("EmailSmsTemplates_revertTemplate")
def revert(call: BackendCall) -> MessageTemplate:
    return message_templates.revert(call.world, _template(call))


@operation("EmailSmsTemplates_previewTemplate")
def preview(call: BackendCall) -> MessagePreview:
    return message_templates.preview(call.world, _template(call), call.params.given())


@operation("EmailSmsTemplates_toggleDeliveryByTypeAndSlug")
def toggle_delivery(call: BackendCall) -> MessageTemplate:
    wanted = call.params.flag("delivered_by_clerk")
    return message_templates.toggle_delivery(call.world, _template(call), wanted)
