"""Values for the formats that the described API names and JSON Schema does not know: what no pattern can say."""

import os
import string
import uuid

import requests
import schemathesis
from hypothesis import strategies as st

label = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=12).map(lambda text: "a" + text)
# `.invalid` resolves nowhere (RFC 6761), so that no request of a test leaves the machine.
host = st.builds(lambda names: ".".join([*names, "invalid"]), st.lists(label, min_size=1, max_size=3))
path = st.text(string.ascii_letters + string.digits + "-_.~/%20éß漢", max_size=40).map(lambda text: "/" + text)
address = st.builds(lambda scheme, name, rest: f"{scheme}://{name}{rest}", st.sampled_from(["http", "https"]), host, path)

schemathesis.openapi.format("web-url", address)
schemathesis.openapi.format("site-pattern", st.one_of(host, host.map(lambda name: f"*.{name}"), host.map(lambda name: f"{name}/private/*")))
schemathesis.openapi.format("absolute-path", st.sampled_from([os.environ["SCHEMATHESIS_FOLDER"]]))
schemathesis.openapi.format("visible-text", st.builds(lambda word, rest: word + rest, label, st.text(string.printable + "äß漢字🙂", max_size=60)).map(lambda text: text.replace("\x00", "")))
schemathesis.openapi.format("past-instant", st.sampled_from(["2024-02-29", "2025-11-21T10:00:00Z", "1999-12-31T23:59:59.9+14:00"]))
schemathesis.openapi.format("cursor", st.sampled_from(["newest.1.MA", "oldest.1.MA", "title.1.YQ"]))
schemathesis.openapi.format(
    "memory-file",
    st.one_of(st.lists(address.map(lambda text: text.replace(" ", "")), min_size=1, max_size=5).map("\n".join), st.just('{"pagekeep":"memory","version":1,"exported_at":"2026-11-21T10:00:00Z","model":null}\n{"end":true,"pages":0,"failed":[]}\n')),
)


KEY = "Idempotency-Key"


@schemathesis.hook
def before_call(context, case, kwargs):
    """Gives most writes a key of their own: under one key each but the first would only hear that it is used."""
    given = (case.headers or {}).get(KEY)
    if given and given != "0" and given.isascii() and given.isprintable() and " " not in given and len(given) < 256:
        case.headers[KEY] = str(uuid.uuid4())
    # A write that is not JSON is refused before anybody asks which route it is for (the guard's order).
    if case.method.upper() != case.operation.method.upper():
        case.headers = {**(case.headers or {}), "Content-Type": "application/json"}


@schemathesis.hook
def after_call(context, case, response):
    """Ends each job that was begun: sites that are nowhere are tried again, and a hundred such jobs are a full queue (503)."""
    if response.status_code == 202:
        job = response.json()["data"]["job_id"]
        base = response.request.url.split("/api/")[0]
        headers = {"Authorization": response.request.headers["Authorization"]}
        requests.delete(f"{base}/api/v1/jobs/{job}", headers=headers, timeout=120)
