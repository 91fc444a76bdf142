"""`--https`: a certificate of an authority that programs are told to trust, and that goes no further."""

from __future__ import annotations

import json
import os
import shutil
import signal
import ssl
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from http.client import HTTPSConnection
from ipaddress import ip_address
from pathlib import Path

import pytest
import time_machine
from cryptography import x509

from mockfapi.cli import trust
from mockfapi.world.keys import Keys
from tests.cli.conftest import PATIENCE_S, Serving

KEY_HOST = Keys.of("default").frontend_api


def names_in(file: Path) -> set[str]:
    certificate = x509.load_pem_x509_certificate(file.read_bytes())
    known = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return {str(it.value) for it in known}


def get(port: int, path: str, authority: Path, **headers: str):
    """Status, headers and body of a request whose certificate is checked."""
    context = ssl.create_default_context(cafile=str(authority))
    connection = HTTPSConnection("localhost", port, timeout=PATIENCE_S, context=context)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, answer.headers, body


def test_serve_speaks_https(serve: Callable[..., Serving], tmp_path: Path) -> None:
    """Cookies come from http pages, too; no browser is bound to https later; it ends as ever."""
    mock = serve("--port", "0", "--https", "--https-dir", str(tmp_path), "--json-logs")
    ready = json.loads(mock.until("ready"))
    port = int(ready["url"].rpartition(":")[2])
    home = "http://localhost:3000"
    status, headers, body = get(port, "/v1/client", tmp_path / "ca.pem", origin=home)
    _, link, _ = get(port, f"/__mockfapi/sign_in/mara?redirect_url={home}", tmp_path / "ca.pem")
    ended = mock.stop(signal.SIGTERM)

    assert ready["url"].startswith("https://127.0.0.1:")
    assert str(tmp_path / "ca.pem") == ready["authority"]
    assert (200, home) == (status, headers["access-control-allow-origin"])
    assert None is headers["strict-transport-security"]
    assert "client" in json.loads(body)
    assert {"SameSite=None", "Secure", "HttpOnly"} <= set(link["set-cookie"].split("; "))
    assert (0, "") == (ended.code, ended.err)


def test_the_authority_vouches_for_this_machine_only(tmp_path: Path) -> None:
    """Its limits are in the certificate, critical; the keys are for their owner's eyes."""
    made = trust.prepared(tmp_path / "https", "127.0.0.1", KEY_HOST)
    authority = x509.load_pem_x509_certificate(made.authority.read_bytes())
    limits = authority.extensions.get_extension_for_class(x509.NameConstraints)
    modes = {it.name: stat.S_IMODE(it.stat().st_mode) for it in made.authority.parent.iterdir()}

    assert limits.critical
    assert {"localhost", KEY_HOST, "127.0.0.0/8", "::1/128"} == {
        str(it.value) for it in limits.value.permitted_subtrees
    }
    assert {"localhost", "127.0.0.1", "::1", KEY_HOST} == names_in(made.server)
    assert {"ca.key": 0o600, "ca.pem": 0o644, "server.pem": 0o600} == modes


def test_whoever_trusts_it_does_so_once(tmp_path: Path) -> None:
    """The second start finds all of it; another address needs another certificate of the same authority."""
    first = trust.prepared(tmp_path, "127.0.0.1", KEY_HOST)
    kept = (first.authority.read_bytes(), first.server.read_bytes())
    again = trust.prepared(tmp_path, "127.0.0.1", KEY_HOST)
    assert kept == (again.authority.read_bytes(), again.server.read_bytes())

    other = trust.prepared(tmp_path, "127.0.0.7", KEY_HOST)

    assert kept[0] == other.authority.read_bytes()
    assert str(ip_address("127.0.0.7")) in names_in(other.server)


def test_a_certificate_is_made_anew_in_time(tmp_path: Path) -> None:
    """One that ends within a month is replaced; the authority stays."""
    first = trust.prepared(tmp_path, "127.0.0.1", KEY_HOST)
    kept = (first.authority.read_bytes(), first.server.read_bytes())
    with time_machine.travel(timedelta(days=340)):
        renewed = trust.prepared(tmp_path, "127.0.0.1", KEY_HOST)

    assert kept[0] == renewed.authority.read_bytes()
    assert kept[1] != renewed.server.read_bytes()


def test_programs_in_other_folders_find_it(tmp_path: Path, monkeypatch) -> None:
    """A folder that was named from here has its whole path from then on."""
    monkeypatch.chdir(tmp_path)
    made = trust.prepared(Path("sub/../https"), "127.0.0.1", KEY_HOST)

    assert (tmp_path / "https/ca.pem", tmp_path / "https/server.pem") == (made.authority, made.server)


def test_a_host_of_ones_own_has_its_own_authority(tmp_path: Path) -> None:
    """The one that is trusted already is not widened."""
    made = trust.prepared(tmp_path, "127.0.0.1", "clerk.shop.test")

    assert tmp_path / "clerk.shop.test" == made.authority.parent
    assert "clerk.shop.test" in names_in(made.server)
    assert not (tmp_path / "ca.pem").exists()


def test_a_folder_that_cannot_be_used_is_told(run, tmp_path: Path) -> None:
    """One line; so for a key that is none."""
    trust.prepared(tmp_path, "127.0.0.1", KEY_HOST)
    (tmp_path / "server.pem").unlink()
    (tmp_path / "ca.key").write_text("broken")
    outcome = run("serve", "--port", "0", "--https", "--https-dir", str(tmp_path))

    assert (2, "", 1) == (outcome.code, outcome.out, outcome.err.count("\n"))
    assert f"--https: {tmp_path} cannot be used" in outcome.err


PYTHON = """
import os, ssl, urllib.request
print(urllib.request.urlopen(os.environ["CLERK_API_URL"] + "/v1/health").status)
print(len(ssl.create_default_context().get_ca_certs()) > 1)
"""
NODE = "fetch(process.env.CLERK_API_URL + '/v1/health').then(it => console.log(it.status))"


def run_https(tmp_path: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    names = ("NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
    environment = {key: value for key, value in os.environ.items() if key not in names}
    return subprocess.run(
        [sys.executable, "-m", "mockfapi", "run", "--port", "0", "--https", "--", *command],
        env={**environment, "MOCKFAPI_HTTPS_DIR": str(tmp_path / "https"), **more},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )


def test_python_programs_trust_it_and_all_others(tmp_path: Path) -> None:
    """The bundle that `run` names has the system's authorities, too; one that was chosen before is kept."""
    other = tmp_path / "other.pem"
    other.write_bytes(trust.prepared(tmp_path / "other", "127.0.0.1", KEY_HOST).authority.read_bytes())
    done = run_https(tmp_path, sys.executable, "-c", PYTHON, SSL_CERT_FILE=str(other))

    assert (0, "200\nTrue\n") == (done.returncode, done.stdout), done.stderr


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js: apt-get install nodejs")
def test_node_programs_trust_it(tmp_path: Path) -> None:
    """By the variable that adds an authority."""
    done = run_https(tmp_path, "node", "-e", NODE)

    assert (0, "200\n") == (done.returncode, done.stdout), done.stderr
