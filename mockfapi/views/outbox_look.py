"""How the page of the outbox looks and what moves on it. What stands there: `views.outbox_page`."""

STYLE = """
:root{color-scheme:light dark;--ground:#f3f4f7;--card:#fff;--ink:#1d2433;--soft:#5a6478;--line:#dfe3ea;
 --mark:#3f51c7;--tint:#eef0fb;--on:#fff}
@media(prefers-color-scheme:dark){:root{--ground:#14171d;--card:#1c2028;--ink:#e6e9f0;--soft:#9aa4b8;
 --line:#2d333f;--mark:#93a3ff;--tint:#262c44;--on:#14171d}}
*{box-sizing:border-box}
html,body{height:100%}
body{margin:0;display:flex;flex-direction:column;background:var(--ground);color:var(--ink);
 font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
a{color:var(--mark)}
:focus-visible{outline:2px solid var(--mark);outline-offset:2px}
button,select{font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);
 border-radius:8px;padding:5px 11px;cursor:pointer;max-width:100%}
button:hover,select:hover{border-color:var(--mark)}
header{display:flex;flex-wrap:wrap;gap:10px 16px;align-items:center;padding:12px 20px;background:var(--card);
 border-bottom:1px solid var(--line)}
h1{font-size:18px;margin:0}
#count{color:var(--soft);min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
#away{display:none;color:#c22f2f;font-weight:600}
.away #away{display:inline}
form{display:flex;flex-wrap:wrap;gap:8px;margin:0}
.filters{margin-left:auto}
.filters select{width:13em}
.js .filters button,.copy{display:none}
.js .copy{display:inline-block}
main{flex:1;min-height:0;display:grid;grid-template-columns:minmax(260px,370px) 1fr}
nav{overflow:auto;border-right:1px solid var(--line);background:var(--card)}
ol{list-style:none;margin:0;padding:0}
nav a{display:grid;grid-template-columns:1fr auto;gap:0 10px;padding:11px 20px;text-decoration:none;
 color:inherit;border-bottom:1px solid var(--line);border-left:3px solid transparent}
nav a:hover{background:var(--ground)}
nav a:focus-visible{outline-offset:-3px}
nav a[aria-current]{background:var(--tint);border-left-color:var(--mark)}
nav b,nav span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;min-width:0}
nav time,nav .kind,nav .subject{color:var(--soft);font-size:13px}
nav .kind{text-align:right}
.more,.empty{padding:20px;color:var(--soft)}
.empty h2{color:var(--ink);margin:0 0 6px;font-size:18px}
article{overflow:auto;padding:24px 28px}
article>*{max-width:760px}
h2{font-size:22px;line-height:1.3;margin:0 0 12px;overflow-wrap:anywhere}
h3{font-size:13px;font-weight:600;color:var(--soft);margin:22px 0 6px}
dl{display:grid;grid-template-columns:auto 1fr;gap:3px 14px;margin:0 0 18px}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
.key{display:flex;flex-wrap:wrap;gap:10px 14px;align-items:center;background:var(--card);
 border:1px solid var(--line);border-radius:12px;padding:14px 18px;margin:0 0 12px}
.code{font:600 30px/1.2 ui-monospace,Menlo,Consolas,monospace;letter-spacing:.14em}
.link{flex:1 1 240px;min-width:0;overflow:hidden;overflow-wrap:anywhere;font-size:14px;display:-webkit-box;
 -webkit-box-orient:vertical;-webkit-line-clamp:2;line-clamp:2}
.open{background:var(--mark);color:var(--on);border-radius:8px;padding:7px 15px;text-decoration:none;
 font-weight:600}
.note{color:var(--soft);margin:0 0 12px}
iframe{width:100%;height:400px;border:1px solid var(--line);border-radius:12px;background:#fff;
 color-scheme:light;resize:vertical}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--card);border:1px solid var(--line);
 border-radius:12px;padding:14px 18px;margin:0;font:14px/1.5 ui-monospace,Menlo,Consolas,monospace}
.back{display:none}
@media(max-width:760px){
 body{height:auto;min-height:100%}
 header{padding:10px 16px;gap:10px 12px}
 #count{flex:1 1 0}
 .filters{margin-left:0;order:1;flex:1 1 100%;min-width:0}
 .filters select{flex:1 1 0;width:auto;min-width:0}
 main{display:block}
 nav{border-right:0}
 nav a{padding:11px 16px}
 article{padding:16px}
 .newest article:not(.nothing),.chosen nav{display:none}
 .back{display:inline-block;margin:0 0 12px}
}
"""

# It asks for the page again and puts in place what has changed: nothing is written but what the page says.
SCRIPT = """
"use strict";
const PARTS = ["count", "filters", "list", "view"], PAUSE = 1500;
const root = document.documentElement, seen = new Map();
const part = (from, id) => from.getElementById(id);
for (const id of PARTS) seen.set(id, part(document, id).outerHTML);
root.classList.add("js");

function put(page) {
  document.title = page.title;
  for (const id of PARTS) {
    const fresh = part(page, id), old = part(document, id);
    const inside = old.contains(document.activeElement), top = old.scrollTop;
    if (seen.get(id) === fresh.outerHTML || (inside && id === "filters")) continue;
    const at = inside ? document.activeElement.id : "";
    seen.set(id, fresh.outerHTML);
    old.replaceWith(document.importNode(fresh, true));
    if (id === "list") part(document, id).scrollTop = top;
    if (at) part(document, at)?.focus();
  }
}

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (answer.ok) put(new DOMParser().parseFromString(await answer.text(), "text/html"));
    root.classList.toggle("away", !answer.ok);
  } catch {
    root.classList.add("away");
  }
}

async function copy(button) {
  const text = part(document, button.dataset.of).textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Browsers have no clipboard for pages of other machines over http.
    getSelection().selectAllChildren(part(document, button.dataset.of));
    document.execCommand("copy");
  }
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = "Copy"; }, 1500);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(".copy");
  if (button) copy(button);
});
document.addEventListener("change", (event) => event.target.form?.requestSubmit());
document.addEventListener("visibilitychange", look);
(async () => {
  for (;;) {
    await new Promise((after) => { setTimeout(after, PAUSE); });
    await look();
  }
})();
"""
