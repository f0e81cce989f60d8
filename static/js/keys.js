// Single-letter keys, outside fields only, and only while they are switched on (WCAG 2.1.4). A page says what a key does by
// data-key="c" on a link or button; rows that j and k walk carry data-row, open objections that n and p visit carry data-open.
const live = document.getElementById("live");
const dialog = document.getElementById("keys");
const box = dialog?.querySelector("[name=letters]");
const read = () => { try { return localStorage.getItem("crux:letters") !== "off"; } catch { return true; } };
let caller = null;

const visible = (element) => element.checkVisibility({ visibilityProperty: true });
const all = (selector) => [...document.querySelectorAll(selector)].filter(visible);
const current = () => document.querySelector(":is([data-row], [data-open])[aria-current='true']");

function choose(row) {
  current()?.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
  if (row.tabIndex < 0) row.setAttribute("tabindex", "-1");
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

// From where the reader is: the row that has or holds the focus, else the first one that can be seen.
function step(selector, by) {
  const rows = all(selector);
  if (!rows.length) return false;
  const here = document.activeElement?.closest(selector) || current()?.closest(selector);
  const at = rows.indexOf(here);
  const first = Math.max(0, rows.findIndex((row) => row.getBoundingClientRect().bottom > 0));
  const next = rows[at < 0 ? first : at + by];
  if (next) choose(next);
  else live.textContent = by > 0 ? "This is the last one." : "This is the first one.";
  return true;
}

function find(key) {
  const here = document.activeElement;
  const selector = `[data-key~="${CSS.escape(key)}"]`;
  const places = [here?.closest("form"), here?.closest("[data-row]") || current(), document];
  return places.flatMap((place) => [...(place?.querySelectorAll(selector) ?? [])])[0];
}

function act(key) {
  const found = find(key);
  found?.click();
  return Boolean(found);
}

// The acts of a comment: their labels carry data-key="1" and so on.
function tick(key) {
  const label = find(key);
  label?.click();
  if (label) live.textContent = `${label.dataset.word}: ${label.control.checked ? "ticked" : "not ticked"}.`;
  return Boolean(label);
}

function open() {
  const near = document.activeElement?.closest("[data-row]") || current();
  const link = near?.querySelector("a[data-key~='o'], h2 a, h3 a, a[href]");
  link?.click();
  return Boolean(link);
}

function search() {
  const field = document.querySelector("input[type=search]");
  field?.focus();
  return Boolean(field);
}

function showKeys() {
  if (!dialog) return false;
  caller = document.activeElement;
  box.checked = read();
  dialog.showModal();
  return true;
}

const KEYS = {
  j: () => step("[data-row]", 1),
  k: () => step("[data-row]", -1),
  n: () => step("[data-open]", 1),
  p: () => step("[data-open]", -1),
  o: open,
  u: () => act("u"),
  c: () => act("c"),
  b: () => act("b"),
  r: () => act("r"),
  e: () => act("e"),
  "/": search,
  "?": showKeys,
  ...Object.fromEntries([..."1234567890"].map((key) => [key, () => tick(key)])),
};
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || dialog?.open) return;
  if (event.target.closest(TYPING)) return;
  if (!read() || !Object.hasOwn(KEYS, event.key)) return;
  if (KEYS[event.key]()) event.preventDefault();
});

dialog?.addEventListener("close", () => {
  try { localStorage.setItem("crux:letters", box.checked ? "on" : "off"); } catch { /* kept for this page only */ }
  caller?.focus();
});
document.querySelectorAll("[data-open-keys]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", showKeys);
});
