// What a person typed is never lost. A form with data-keep="name" is copied to this browser while it is written, put back after a
// reload, a failure or a new log-in, and forgotten once the server has taken it. Leaving with unsent text asks first.
const WRITTEN = "textarea, input[type=text], input:not([type])";
const DAYS = 30;
const user = document.body.dataset.user || "guest";
const PREFIX = "crux:text:";
const dirty = new Set();

function store(act) {
  try { return act(localStorage); } catch { return null; }   // no storage: the browser's warning remains
}
const keyOf = (form) => `${PREFIX}${user}:${form.dataset.keep}`;
const fieldsOf = (form) => [...form.querySelectorAll(WRITTEN)].filter((field) => field.name);
const touched = (form) => fieldsOf(form).some((field) => field.value !== field.defaultValue && field.value.trim());

function keep(form) {
  if (!touched(form)) return forget(form);
  dirty.add(form);
  const fields = Object.fromEntries(fieldsOf(form).map((field) => [field.name, field.value]));
  store((kept) => kept.setItem(keyOf(form), JSON.stringify({ at: Date.now(), fields })));
}

function forget(form) {
  dirty.delete(form);
  store((kept) => kept.removeItem(keyOf(form)));
}

function say(form) {
  const note = document.createElement("p");
  note.className = "message restored";
  note.setAttribute("role", "status");
  note.textContent = "We put back what you had typed here.";
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "plain";
  drop.textContent = "Discard it";
  drop.addEventListener("click", () => { form.reset(); forget(form); note.remove(); fieldsOf(form)[0]?.focus(); });
  note.append(" ", drop);
  form.prepend(note);
}

function restore(form) {
  const text = store((kept) => kept.getItem(keyOf(form)));
  if (!text) return;
  const { fields } = JSON.parse(text);
  const changed = fieldsOf(form).filter((field) => fields[field.name] && fields[field.name] !== field.value);
  dirty.add(form);
  if (!changed.length) return;
  changed.forEach((field) => { field.value = fields[field.name]; });
  say(form);
}

// A form that was sent and whose page did not come back with an error has been taken: its copy can go.
function settleSent() {
  const sent = store((kept) => kept.getItem(`${PREFIX}sent`));
  if (!sent) return;
  const arrived = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  const failed = document.querySelector(".error-summary, [data-keep-texts]");
  store((kept) => kept.removeItem(`${PREFIX}sent`));
  if (arrived && !failed) store((kept) => kept.removeItem(sent));
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
    restore(form);
  });
}

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-keep]");
  if (form) keep(form);
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-forget]")) return sweep(true);
  if (!form.matches("[data-keep]")) return;
  keep(form);
  dirty.delete(form);
  if (!event.defaultPrevented && !form.closest("[hx-post]")) store((kept) => kept.setItem(`${PREFIX}sent`, keyOf(form)));
});
document.addEventListener("htmx:after:request", (event) => {
  const { sourceElement, response } = event.detail.ctx;
  const form = sourceElement?.closest?.("form[data-keep]");
  if (form && event.detail.ctx.request.method === "POST" && response?.status < 400) forget(form);
});
document.addEventListener("htmx:after:process", () => begin(document));
addEventListener("beforeunload", (event) => {
  if ([...dirty].some((form) => form.isConnected && touched(form))) event.preventDefault();
});

settleSent();
sweep(false);
begin(document);
