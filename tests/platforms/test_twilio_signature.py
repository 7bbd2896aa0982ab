"""Twilio's signature: over the public address, the query and the body, judged by Twilio's own validator."""

from __future__ import annotations

import hashlib
import json
from urllib.parse import urlencode

import pytest
from twilio.request_validator import RequestValidator

from channels.messaging.parts import Incoming, RefusedError
from channels.twilio.signature import Signature

TOKEN = "9f8e7d6c5b4a39281706f5e4d3c2b1a0"
ADDRESS = "https://bot.pa-aimh.test/webhooks/twilio_sms/webhook"
SEEN = "http://10.0.0.5:5005/inside/webhook"  # what a server behind a proxy believes its address to be
FIELDS = {"MessageSid": "SM1", "Body": "Niño & <b>+1 %41", "Empty": ""}


def good(
    fields: dict[str, str] = FIELDS,
    address: str = ADDRESS,
    query: str = "",
    signature: str | None = None,
    body: bytes | None = None,
    kind: str = "application/x-www-form-urlencoded",
    token: str = TOKEN,
) -> bool:
    """Whether a request is taken; what is not given is as Twilio would send it."""
    url = f"{ADDRESS}?{query}" if query else ADDRESS
    made = RequestValidator(token).compute_signature(url, fields) if signature is None else signature
    content = urlencode(fields).encode() if body is None else body
    headers = {"content-type": kind, "x-twilio-signature": made}
    try:
        Signature(TOKEN, address).check(Incoming(headers, content, f"{SEEN}?{query}" if query else SEEN))
    except RefusedError:
        return False
    return True


def test_the_example_of_twilios_manual_is_taken() -> None:
    fields = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675309",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
    }
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "x-twilio-signature": "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
    }
    incoming = Incoming(headers, urlencode(fields).encode(), "http://localhost/?foo=1&bar=2")
    Signature("12345", "https://mycompany.com/myapp.php").check(incoming)


def test_the_public_address_counts_not_the_one_that_the_server_sees() -> None:
    assert good()
    assert not good(address="https://other.pa-aimh.test/webhooks/twilio_sms/webhook")
    assert not good(signature=RequestValidator(TOKEN).compute_signature(SEEN, FIELDS))


def test_twilio_may_sign_with_the_port_or_without_it() -> None:
    with_port = ADDRESS.replace(".test/", ".test:443/")
    assert good(signature=RequestValidator(TOKEN).compute_signature(with_port, FIELDS))


def test_the_query_is_signed_as_it_came() -> None:
    assert good(query="a=1&b=%2F")
    assert not good(query="a=1", signature=RequestValidator(TOKEN).compute_signature(f"{ADDRESS}?a=2", FIELDS))


@pytest.mark.parametrize("change", [b"&Body=x", b"&More=", b"&", b"\xff", b"%ff"])
def test_no_field_can_be_added_or_changed(change: bytes) -> None:
    taken = good(body=urlencode(FIELDS).encode() + change)
    assert taken is (change == b"&")  # which adds nothing


def test_a_field_that_comes_several_times_is_signed_with_all_its_values() -> None:
    assert not good(body=b"Body=x&Body=y", fields={"Body": "x"})
    assert not good(body=b"Body=x&Body=y", fields={"Body": "y"})


def test_a_missing_empty_or_foreign_signature_is_refused() -> None:
    assert not good(signature="")
    assert not good(signature="é" * 28)
    assert not good(token=TOKEN[:-1] + "b")
    assert not good(signature=RequestValidator(TOKEN).compute_signature(ADDRESS, {}))


def test_a_body_that_is_no_form_needs_its_hash_in_the_signed_query() -> None:
    body = json.dumps(FIELDS).encode()
    query = f"bodySHA256={hashlib.sha256(body).hexdigest()}"
    signature = RequestValidator(TOKEN).compute_signature(f"{ADDRESS}?{query}", {})

    assert good(query=query, signature=signature, body=body, kind="application/json")
    assert not good(query=query, signature=signature, body=body + b" ", kind="application/json")
    assert not good(query=f"{query}&{query}", signature=signature, body=body, kind="application/json")
    plain = RequestValidator(TOKEN).compute_signature(ADDRESS, {})
    assert not good(signature=plain, body=body, kind="application/json")


def test_a_form_with_a_hash_must_fit_both_the_hash_and_the_fields() -> None:
    body = urlencode(FIELDS).encode()
    query = f"bodySHA256={hashlib.sha256(body).hexdigest()}"

    assert good(query=query)
    assert not good(query="bodySHA256=")
    assert not good(query=f"bodySHA256={'0' * 64}")
    assert not good(query=query, signature=RequestValidator(TOKEN).compute_signature(f"{ADDRESS}?{query}", {}))


@pytest.mark.parametrize("address", ["", "bot.pa-aimh.test", "https://bot.pa-aimh.test:port"])
def test_a_public_address_that_is_none_refuses_everything(address: str) -> None:
    assert not good(address=address)
