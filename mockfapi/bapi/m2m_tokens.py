"""Group M2M tokens: by them machines prove themselves to each other."""

from mockfapi import errors
from mockfapi.http.call import MachineCall
from mockfapi.http.lists import page
from mockfapi.http.operation import operation
from mockfapi.rules import m2m_tokens
from mockfapi.world.records import IssuedM2mToken, M2mToken, M2mTokens


@operation("M2mTokens_create")
def create(call: MachineCall) -> IssuedM2mToken:
    if call.machine is None:
        raise errors.machine_secret_key_invalid()
    return IssuedM2mToken(m2m_tokens.create(call.world, call.machine, **call.params.given()))


@operation("M2mTokens_list")
def list_tokens(call: MachineCall) -> M2mTokens:
    """A machine sees its own tokens only, a server those of every machine."""
    subject = call.query.required("subject")
    if call.machine is not None and call.machine.id != subject:
        raise errors.authorization_invalid(reason="a machine lists its own tokens only")
    revoked, expired = (bool(call.query.flag(name)) for name in ("revoked", "expired"))
    found = m2m_tokens.found(call.world, call.world.machines[subject], revoked=revoked, expired=expired)
    part = page(call, found)
    return M2mTokens(tuple(part.records), part.total)


@operation("M2mTokens_revoke")
def revoke(call: MachineCall) -> M2mToken:
    """A machine revokes its own tokens only; of others it knows nothing."""
    id = call.path["m2m_token_id"]
    it = call.world.m2m_tokens[id]
    if call.machine is not None and call.machine.id != it.machine_id:
        raise errors.resource_not_found(kind=m2m_tokens.KIND, id=id)
    return m2m_tokens.revoke(call.world, it, call.params.text("revocation_reason"))


@operation("M2mTokens_verify")
def verify(call: MachineCall) -> M2mToken:
    """Some server libraries call what they verify `secret`."""
    text = call.params.text("token") or call.params.text("secret")
    if text is None:
        raise errors.form_param_missing("token")
    return m2m_tokens.verify(call.world, text, call.machine)
