// Acts on the selected words: a toolbar above them, or at the bottom on touch, which leads to the same pages as the links without
// script, with start, end and exact as query parameters. With data-inline the form opens at the block. Needs quotation.js.
const LONGEST_EXACT = 1500;   // a longer passage travels by its offsets alone
const ACTS = [["comment", "Comment", "c"], ["object", "Object", "b"], ["claim", "Make a claim", ""], ["copy", "Copy link to quote", ""]];
const live = document.getElementById("live");
const bar = document.createElement("div");
let chosen = null;

const lettersOn = () => { try { return localStorage.getItem("crux:letters") !== "off"; } catch { return true; } };
const offered = ({ container }, name) => name === "copy" || container.dataset[`${name}Url`];

function build() {
  bar.className = "toolbar";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "Selected words");
  bar.replaceChildren(...ACTS.filter(([name]) => offered(chosen, name)).map(([name, words, key], index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.tabIndex = index ? -1 : 0;
    button.dataset.act = name;
    button.append(words);
    if (!key) return button;
    button.setAttribute("aria-keyshortcuts", key);
    const cap = document.createElement("kbd");
    cap.textContent = key;
    button.append(cap);
    return button;
  }));
}

function place() {
  const touch = matchMedia("(pointer: coarse)").matches;
  bar.classList.toggle("at-bottom", touch);
  (chosen.block.closest(".passage") ? chosen.block : chosen.container).after(bar);   // the next stop of the Tab key
  bar.removeAttribute("style");
  if (touch) return;
  const from = (bar.offsetParent || document.documentElement).getBoundingClientRect();
  const box = chosen.range.getBoundingClientRect();
  const { width, height } = bar.getBoundingClientRect();
  const above = box.top - height - 8;
  const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8));
  bar.style.top = `${(above > 4 ? above : box.bottom + 8) - from.top}px`;
  bar.style.left = `${left - from.left}px`;
}

function show(quotation) {
  const same = chosen && quotation.start === chosen.start && quotation.end === chosen.end;
  chosen = quotation;
  build();
  place();
  const count = quotation.exact.split(/\s+/).length;
  const keys = lettersOn() && offered(chosen, "comment") ? " Press c to comment, b to object." : "";
  if (!same) live.textContent = `Selection: ${count} ${count === 1 ? "word" : "words"}.${keys}`;
}

function hide() {
  chosen = null;
  bar.remove();
}

function addressOf(name) {
  const { container, start, end, exact } = chosen;
  const url = new URL(container.dataset[`${name}Url`], location.href);
  url.searchParams.set("start", start);
  url.searchParams.set("end", end);
  if ([...exact].length <= LONGEST_EXACT) url.searchParams.set("exact", exact);
  return url.href;
}

async function openForm(address) {
  const host = chosen.block.closest(".passage");
  const near = host || chosen.container.parentElement;
  const written = [...near.querySelectorAll(":scope > .composer textarea")].find((field) => field.value.trim());
  if (written) {
    live.textContent = "Finish the form that is open here, or empty it, first.";
    return written.focus();
  }
  near.querySelector(":scope > .composer")?.remove();
  const form = document.createElement("div");
  form.className = "composer";
  CSS.highlights?.set("quoted", new Highlight(chosen.range.cloneRange()));   // the words stay marked while the form has the focus
  if (host) host.append(form);
  else chosen.container.after(form);
  await window.htmx.ajax("GET", address, { target: form, swap: "innerHTML" });
  if (!form.querySelector("form")) return location.assign(address);   // refused or no fragment: the page itself says why
  (form.querySelector("textarea") || form.querySelector("input:not([type=hidden])")).focus();
}

// The browser's own way to link to words: nothing of ours is needed to show it; the block is where older browsers land.
function copyLink() {
  const words = chosen.exact.split(/\s+/);
  const parts = words.length > 12 ? [words.slice(0, 5), words.slice(-5)] : [words];
  const text = parts.map((part) => encodeURIComponent(part.join(" ")).replaceAll("-", "%2D")).join(",");
  const anchor = chosen.block.closest("[id]")?.id || "";
  navigator.clipboard.writeText(`${location.origin}${location.pathname}${location.search}#${anchor}:~:text=${text}`).then(
    () => { live.textContent = "Link to the quote copied."; },
    () => { live.textContent = "This browser did not allow copying."; },
  );
}

function act(name) {
  if (!name || !chosen) return;
  if (name === "copy") return copyLink();
  if (chosen.container.hasAttribute("data-inline") && window.htmx) openForm(addressOf(name));
  else location.assign(addressOf(name));
  hide();
}

// <a data-cancel> in a form that was opened here closes it; on a page of its own it is a plain link back.
function cancel(event) {
  const form = event.target.closest(".composer [data-cancel]")?.closest(".composer");
  if (!form) return;
  event.preventDefault();
  const back = form.closest("[data-row]");
  form.remove();
  CSS.highlights?.delete("quoted");
  if (!back) return;
  if (back.tabIndex < 0) back.setAttribute("tabindex", "-1");
  back.focus({ preventScroll: true });
}

function steer(event) {
  const buttons = [...bar.children];
  const at = buttons.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  buttons.at(to % buttons.length).focus();
}

document.addEventListener("crux:quotation", ({ detail }) => {
  if (detail) show(detail);
  else if (!bar.contains(document.activeElement)) hide();
});
bar.addEventListener("mousedown", (event) => event.preventDefault());   // keep the selection
bar.addEventListener("click", (event) => act(event.target.closest("button")?.dataset.act));
bar.addEventListener("keydown", steer);
document.addEventListener("click", cancel);
document.addEventListener("keydown", (event) => {
  if (!chosen || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    const block = chosen.block.closest("[data-row]") || chosen.block;
    getSelection().removeAllRanges();
    hide();
    if (block.tabIndex < 0) block.setAttribute("tabindex", "-1");
    return block.focus({ preventScroll: true });
  }
  const pressed = ACTS.find(([name, , key]) => key === event.key && offered(chosen, name));
  if (!pressed || !lettersOn() || event.target.closest("input, textarea, select")) return;
  event.preventDefault();
  act(pressed[0]);
}, true);
