"""What a finished sign-up makes of what it has gathered: the new user, and the way they came. No steps."""

from dataclasses import replace

from mockfapi.rules import users
from mockfapi.world.records import SignUp


def user_fields(it: SignUp) -> users.UserFields:
    """What is said of the new user; addresses keep how they were proven."""
    proofs = {
        it.email_address: it.email_verification,
        it.phone_number: it.phone_verification,
        it.web3_wallet: it.web3_verification,
    }
    return users.UserFields(
        email_addresses=[it.email_address] if it.email_address else (),
        phone_numbers=[it.phone_number] if it.phone_number else (),
        web3_wallets=[it.web3_wallet] if it.web3_wallet else (),
        username=it.username,
        first_name=it.first_name,
        last_name=it.last_name,
        password_digest=it.password_digest,
        public_metadata=it.public_metadata,
        unsafe_metadata=it.unsafe_metadata,
        external_id=it.external_id,
        legal_accepted_at=it.legal_accepted_at,
        verified=False,
        verifications={
            address: replace(proof, secret=None, nonce=None, message=None)
            for address, proof in proofs.items()
            if address is not None and proof is not None and proof.verified_at is not None
        },
    )


def last_strategy(it: SignUp) -> str:
    """What the client remembers as the way of this sign-up."""
    if it.external_verification is not None and it.external_verification.verified_at:
        return it.external_verification.strategy
    proofs = (it.email_verification, it.phone_verification, it.web3_verification)
    done = [each for each in proofs if each and each.verified_at]
    if done:
        return max(done, key=lambda each: each.verified_at or 0).strategy
    return "password" if it.password_digest is not None else "username"
