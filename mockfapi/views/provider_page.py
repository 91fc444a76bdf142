"""The page on which the built-in provider asks who somebody is. Plain forms: it works without scripts."""

from html import escape

from mockfapi.rules.provider_consent import Question
from mockfapi.world.records import ProviderProfile

STYLE = """
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:#eef1f6;color:#1d2433;
 font:15px/1.45 system-ui,sans-serif;padding:24px}
main{width:100%;max-width:420px;background:#fff;border-radius:16px;padding:28px;
 box-shadow:0 1px 2px #1d243322,0 12px 32px #1d24331a}
h1{font-size:20px;margin:0 0 4px}
p{margin:0 0 16px;color:#5a6478}
h2{font-size:13px;margin:20px 0 8px;color:#5a6478;font-weight:600}
button{font:inherit;cursor:pointer;border-radius:10px;border:1px solid #d5dae4;background:#fff;color:inherit}
button:hover,button:focus-visible{border-color:#4a5fd0;background:#f5f7ff}
.person{display:flex;gap:12px;align-items:center;width:100%;text-align:left;padding:10px 12px;margin:0 0 8px}
.face{flex:none;width:36px;height:36px;border-radius:50%;background:#4a5fd0;color:#fff;display:grid;
 place-items:center;font-weight:600}
.person b,.person span span{display:block;overflow-wrap:anywhere}
.person span span{color:#5a6478;font-size:13px}
label{display:block;font-size:13px;margin:0 0 10px;color:#5a6478}
input[type=text]{display:block;width:100%;font:inherit;padding:9px 11px;margin-top:3px;
 border:1px solid #d5dae4;border-radius:10px;color:#1d2433}
.names{display:grid;grid-template-columns:1fr 1fr;gap:10px}
.main{width:100%;padding:10px;background:#4a5fd0;border-color:#4a5fd0;color:#fff;font-weight:600}
.main:hover,.main:focus-visible{background:#3c50bd;color:#fff}
.deny{width:100%;padding:9px;margin-top:10px}
.fault{background:#fdecec;color:#9c1f1f;border-radius:10px;padding:9px 12px;margin:0 0 12px}
footer{margin-top:18px;font-size:12px;color:#808a9d}
code{background:#eef1f6;border-radius:5px;padding:1px 5px}
"""
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>{provider} (mock)</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>Continue with {provider}</h1>
<p>{app} would like to know who you are.</p>
{fault}
<form method="post" autocomplete="off">
<input type="hidden" name="state" value="{state}">
{people}
</form>
<form method="post" autocomplete="off">
<input type="hidden" name="state" value="{state}">
<h2>{others}</h2>
<label>E-mail address<input type="text" name="email_address" value="{hint}" inputmode="email"></label>
<div class="names">
<label>First name<input type="text" name="first_name"></label>
<label>Last name<input type="text" name="last_name"></label>
</div>
<label><input type="checkbox" name="unverified" value="true"> {provider} has not verified this address</label>
<button class="main" name="decision" value="allow">Allow</button>
</form>
<form method="post">
<input type="hidden" name="state" value="{state}">
<button class="deny" name="decision" value="deny">Deny</button>
</form>
<footer>Asks for {scopes}. This page belongs to mockfapi and stands in for {provider}.</footer>
</main>
</body>
</html>
"""
PERSON = """<button class="person" name="email_address" value="{address}">
<span class="face" aria-hidden="true">{letter}</span>
<span><b>{name}</b><span>{address}</span></span>
</button>"""
FAULT = '<div class="fault" role="alert">{text}</div>'


def provider_page(it: Question) -> str:
    """The whole page; whatever it shows is escaped."""
    return PAGE.format(
        style=STYLE,
        provider=escape(it.provider),
        app=escape(it.app),
        state=escape(it.state),
        hint=escape(it.hint),
        fault=FAULT.format(text=escape(it.fault)) if it.fault else "",
        people="\n".join(map(_person, it.people)),
        others="Or be somebody else" if it.people else "Who are you?",
        scopes=" ".join(f"<code>{escape(each)}</code>" for each in it.scopes),
    )


def _person(it: ProviderProfile) -> str:
    name = " ".join(part for part in (it.first_name, it.last_name) if part) or it.email_address
    return PERSON.format(address=escape(it.email_address), name=escape(name), letter=escape(name[:1].upper()))
