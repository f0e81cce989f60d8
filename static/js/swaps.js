// After htmx has changed a part of the page: focus goes to what is new or wrong, and a failure is said beside the form it stopped.
const live = document.getElementById("live");
const KEPT = "Your text is kept on this page.";
const REASONS = {
  403: `You may not do this. ${KEPT}`,
  404: `This is no longer here, or you may not see it. ${KEPT}`,
  429: `Too many requests in a short time. Wait a minute, then try again. ${KEPT}`,
};
const SWAPPED = [409, 412, 422];   // refused forms and conflict pages: their body is the answer
let hadFocus = false;

function focusOn(element) {
  if (element.tabIndex < 0) element.setAttribute("tabindex", "-1");
  element.focus();
}

function settle({ detail }) {
  const fresh = (detail.newContent || []).filter((node) => node instanceof Element && node.isConnected);
  const find = (selector) => fresh.map((node) => (node.matches(selector) ? node : node.querySelector(selector))).find(Boolean);
  const wrong = find(".error-summary");
  const news = find("[data-focus]");
  if (wrong) focusOn(wrong);
  else if (news) focusOn(news);
  else if (hadFocus && document.activeElement === document.body && fresh.length) focusOn(fresh[0]);
  document.title = `${wrong ? "Error: " : ""}${document.title.replace(/^Error: /, "")}`;
}

function setBusy(event, on) {
  const target = event.detail?.ctx?.target;
  if (!(target instanceof Element)) return;
  if (on) target.setAttribute("aria-busy", "true");
  else target.removeAttribute("aria-busy");
}

function tell(source, words) {
  const place = source?.closest?.("form, .note, .turn, .actions") || document.getElementById("main");
  place.querySelector(":scope > .failure")?.remove();
  const message = document.createElement("p");
  message.className = "message message-error failure";
  message.textContent = words;
  place.prepend(message);
  live.textContent = words;
}

document.addEventListener("htmx:before:request", (event) => {
  setBusy(event, true);
  event.detail.ctx.sourceElement?.querySelector?.(":scope > .failure")?.remove();
});
document.addEventListener("htmx:finally:request", (event) => setBusy(event, false));
document.addEventListener("htmx:after:settle", settle);
document.addEventListener("htmx:before:swap", (event) => {
  hadFocus = document.activeElement !== document.body;
  const { response, sourceElement } = event.detail.ctx;
  const status = response?.status || 200;
  if (status < 400 || SWAPPED.includes(status)) return;
  event.preventDefault();
  tell(sourceElement, REASONS[status] || `The server could not do this (${status}). ${KEPT} Try again.`);
});
document.addEventListener("htmx:error", (event) => {
  const source = event.detail?.ctx?.sourceElement;
  if (source) tell(source, `The server could not be reached. ${KEPT} Try again.`);
});
