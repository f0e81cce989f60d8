// What a person typed is never lost. A form with data-keep="place" is copied to this browser with every key, and to the server (for who is
// signed in) two seconds after the last one and on leaving a field. Each page writes a copy of its own, so that no tab overwrites another's.
// After a reload, a failure or a new log-in the newest copy is put back and the others are shown; once the server has taken the form, its
// copies go. Leaving with unsent text asks first.
const WRITTEN = "textarea, input[type=text], input:not([type])";
const DAYS = 30;
const PAUSE = 2000;
const user = document.body.dataset.user || "guest";
const PREFIX = "crux:text:";
const SENT = "crux:text:sent:";
const PAGE = Math.random().toString(36).slice(2, 12);
const dirty = new Set();
const waiting = new Map();

function store(act) {
  try { return act(localStorage); } catch { return null; }   // no storage: the browser's warning remains
}
const placeOf = (form) => `${PREFIX}${user}:${form.dataset.keep}#`;
const keyOf = (form, page = PAGE) => placeOf(form) + page;
const adopted = (form) => (form.dataset.adopted || "").split(" ").filter(Boolean);
const fieldsOf = (form) => [...form.querySelectorAll(WRITTEN)].filter((field) => field.name);
const touched = (form) => fieldsOf(form).some((field) => field.value !== field.defaultValue && field.value.trim());
const typed = (form) => Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value]));

// The server's copies

function token(form) {
  return (form?.querySelector("[name=csrfmiddlewaretoken]") || document.querySelector("[name=csrfmiddlewaretoken]"))?.value;
}

function send(place, page, fields, form) {
  const body = new URLSearchParams({ user, place, window: page, fields: JSON.stringify(fields), csrfmiddlewaretoken: token(form) || "" });
  const small = body.toString().length < 60_000;   // more cannot be sent while the page goes away
  return fetch("/unsent/", { method: "POST", body, keepalive: small, redirect: "manual" }).catch(() => null);
}

function saveSoon(form, pause) {
  clearTimeout(waiting.get(form));
  if (user !== "guest") waiting.set(form, setTimeout(() => save(form), pause));
}

async function save(form) {
  waiting.delete(form);
  if (!dirty.has(form)) return;
  const answer = await send(form.dataset.keep, PAGE, typed(form), form);
  if (!dirty.has(form)) return drop(form);   // it was sent while this was under way
  if (answer?.status !== 204) return tell(form, "Kept in this browser only: the server did not take it.");
  adopted(form).forEach((page) => send(form.dataset.keep, page, {}, form));
  tell(form, `Saved as you write, ${new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}.`);
}

function tell(form, words) {
  let note = form.querySelector(".saved");
  if (!note) {
    note = document.createElement("p");
    note.className = "hint saved";
    form.append(note);
  }
  note.textContent = words;
}

function drop(form) {
  clearTimeout(waiting.get(form));
  if (user !== "guest") [PAGE, ...adopted(form)].forEach((page) => send(form.dataset.keep, page, {}, form));
}

// This browser's copies

function keep(form) {
  if (!touched(form)) return forget(form);
  dirty.add(form);
  store((kept) => kept.setItem(keyOf(form), JSON.stringify({ at: Date.now(), fields: typed(form) })));
  adopted(form).forEach((page) => store((kept) => kept.removeItem(keyOf(form, page))));
}

function forget(form) {
  const was = dirty.delete(form);
  [PAGE, ...adopted(form)].forEach((page) => store((kept) => kept.removeItem(keyOf(form, page))));
  if (was) drop(form);
}

function copiesHere(form) {
  const place = placeOf(form);
  return store((kept) => Object.keys(kept).filter((key) => key.startsWith(place)).map((key) => ({ page: key.slice(place.length), ...JSON.parse(kept.getItem(key)) }))) || [];
}

async function copiesThere(form) {
  if (user === "guest") return [];
  const answer = await fetch(`/unsent/?user=${user}&place=${encodeURIComponent(form.dataset.keep)}`, { redirect: "manual" }).catch(() => null);
  const { texts } = answer?.ok ? await answer.json().catch(() => ({ texts: [] })) : { texts: [] };
  return texts.map((each) => ({ page: each.window, at: Date.parse(each.at), fields: each.fields }));
}

// Putting back

const differs = (form, { fields }) => fieldsOf(form).some((field) => fields[field.name]?.trim() && fields[field.name] !== field.value);

function notice(form, words, label, act) {
  const note = document.createElement("div");
  note.className = "message restored";
  note.setAttribute("role", "status");
  note.append(words, " ");
  const button = (name, press) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "plain";
    made.textContent = name;
    made.addEventListener("click", () => { press(); note.remove(); fieldsOf(form)[0]?.focus(); });
    note.append(" ", made);
  };
  button(label, act);
  form.prepend(note);
  return button;
}

function putBack(form, copy) {
  form.dataset.adopted = [...adopted(form), copy.page].join(" ");
  fieldsOf(form).forEach((field) => { if (copy.fields[field.name]) field.value = copy.fields[field.name]; });
  dirty.add(form);
}

// Another copy is shown beside the one in the form; which of them goes is for its writer to say.
function offer(form, copy) {
  if (!differs(form, copy) || form.querySelector(`[data-copy-of="${CSS.escape(copy.page)}"]`)) return;
  const text = document.createElement("pre");
  text.className = "source";
  text.dataset.copyOf = copy.page;
  const own = (field) => copy.fields[field.name]?.trim() && copy.fields[field.name] !== field.defaultValue;
  text.textContent = fieldsOf(form).filter(own).map((field) => copy.fields[field.name]).join("\n\n");
  const intro = document.createElement("p");
  intro.textContent = `Also typed here, ${new Date(copy.at).toLocaleString()}:`;
  const both = document.createDocumentFragment();
  both.append(intro, text);
  const button = notice(form, both, "Use this instead", () => {
    const mine = { page: `${PAGE}-${Date.now()}`, at: Date.now(), fields: typed(form) };
    const worth = touched(form);
    if (worth) store((kept) => kept.setItem(keyOf(form, mine.page), JSON.stringify(mine)));
    putBack(form, copy);
    keep(form);
    saveSoon(form, 0);
    if (worth) offer(form, mine);
  });
  button("Throw it away", () => {
    store((kept) => kept.removeItem(keyOf(form, copy.page)));
    send(form.dataset.keep, copy.page, {}, form);
  });
}

function restore(form, copies) {
  const [newest, ...others] = copies.sort((a, b) => b.at - a.at);
  if (newest && !touched(form) && !dirty.has(form)) {
    const differed = differs(form, newest);
    putBack(form, newest);
    if (differed) notice(form, "We put back what you had typed here.", "Discard it", () => { form.reset(); forget(form); });
  } else if (newest) others.unshift(newest);
  others.forEach((copy) => offer(form, copy));
}

async function look(form) {
  const here = copiesHere(form);
  restore(form, here);
  const known = new Set([PAGE, ...here.map((copy) => copy.page)]);
  restore(form, (await copiesThere(form)).filter((copy) => !known.has(copy.page)));
}

// The server says by a cookie that it has taken a form (config/keeping.py): then its copies can go.
function settleSent() {
  const taken = document.cookie.match(/(?:^|; )crux_taken=(\w+)/)?.[1];
  const key = `${SENT}${taken}`;
  const sent = taken && store((kept) => JSON.parse(kept.getItem(key)));
  if (!sent) return;
  document.cookie = "crux_taken=; Max-Age=0; Path=/";
  store((kept) => kept.removeItem(key));
  if (sent.user !== user) return;
  sent.pages.forEach((page) => {
    store((kept) => kept.removeItem(`${PREFIX}${user}:${sent.place}#${page}`));
    if (user !== "guest") send(sent.place, page, {});
  });
}

function sweep(all) {
  store((kept) => Object.keys(kept).filter((key) => key.startsWith(PREFIX)).forEach((key) => {
    let at = 0;
    try { at = JSON.parse(kept.getItem(key)).at; } catch { /* not one of ours: let it go */ }
    if (all || at < Date.now() - DAYS * 864e5) kept.removeItem(key);
  }));
}

function begin(root) {
  root.querySelectorAll("form[data-keep]").forEach((form) => {
    if (form.dataset.kept) return;
    form.dataset.kept = "yes";
    look(form);
  });
}

const formOf = (event) => event.target.closest?.("form[data-keep]");
document.addEventListener("input", (event) => {
  const form = formOf(event);
  if (!form) return;
  keep(form);
  if (dirty.has(form)) saveSoon(form, PAUSE);
});
document.addEventListener("focusout", (event) => {
  const form = formOf(event);
  if (waiting.has(form)) saveSoon(form, 0);
});
addEventListener("pagehide", () => waiting.forEach((timer, form) => { clearTimeout(timer); save(form); }));
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-forget]")) return sweep(true);
  if (!form.matches("[data-keep]")) return;
  keep(form);
  clearTimeout(waiting.get(form));
  waiting.delete(form);
  dirty.delete(form);
  if (event.defaultPrevented || form.closest("[hx-post]")) return;
  const sent = { user, place: form.dataset.keep, pages: [PAGE, ...adopted(form)], at: Date.now() };
  const nonce = Math.random().toString(36).slice(2);
  let field = form.querySelector("[name=_kept]");
  if (!field) {
    field = Object.assign(document.createElement("input"), { type: "hidden", name: "_kept" });
    form.append(field);
  }
  field.value = nonce;
  store((kept) => kept.setItem(`${SENT}${nonce}`, JSON.stringify(sent)));
});
document.addEventListener("htmx:after:request", (event) => {
  const { sourceElement, response } = event.detail.ctx;
  const form = sourceElement?.closest?.("form[data-keep]");
  if (!form || event.detail.ctx.request.method !== "POST" || !(response?.status < 400)) return;
  dirty.add(form);
  forget(form);
});
document.addEventListener("htmx:after:process", () => begin(document));
addEventListener("beforeunload", (event) => {
  if ([...dirty].some((form) => form.isConnected && touched(form))) event.preventDefault();
});

settleSent();
sweep(false);
begin(document);
