// Tells the server that what the page shows has been seen, once it was open and visible for a while. Only for who is signed in: then the
// body says where (data-seen).
const WHILE = 3000;
const { seen } = document.body.dataset;
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
let left = WHILE;
let since = 0;
let timer = 0;

function tell() {
  const body = new URLSearchParams({ csrfmiddlewaretoken: token });
  fetch(seen, { method: "POST", body, redirect: "manual" }).catch(() => null);
  document.removeEventListener("visibilitychange", turn);
}

function turn() {
  clearTimeout(timer);
  if (document.visibilityState === "visible") {
    since = Date.now();
    timer = setTimeout(tell, left);
  } else left = Math.max(0, left - (Date.now() - since));
}

if (seen && token) {
  document.addEventListener("visibilitychange", turn);
  turn();
}
