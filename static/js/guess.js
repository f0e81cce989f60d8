// Ticks what a comment seems to do while it is written, by the signs that the form carries (reviews/guessing.py). Once its writer has ticked
// or unticked anything, nothing is guessed any more.
const PAUSE = 400;
const waiting = new Map();

function found(text, signs) {
  return signs.filter(([, sign]) => new RegExp(sign, "i").test(text)).map(([word]) => word);
}

function tick(form, name, words) {
  form.querySelectorAll(`input[name=${name}]`).forEach((box) => { box.checked = words.includes(box.value); });
}

function guess(form) {
  const field = form.querySelector("[data-guess]");
  if (!field || field.dataset.said) return;
  const { acts, qualifiers, stronger } = JSON.parse(field.dataset.guess);
  const text = form.elements.source.value;
  const all = found(text, acts);
  const kept = all.filter((act) => !(stronger[act] || []).some((other) => all.includes(other)));
  tick(form, "acts", kept);
  tick(form, "qualifiers", kept.length ? found(text, qualifiers) : []);
  field.querySelector(".guessed").hidden = !kept.length;
}

document.addEventListener("input", (event) => {
  const { form, name } = event.target;
  if (name !== "source" || !form?.querySelector("[data-guess]")) return;
  clearTimeout(waiting.get(form));
  waiting.set(form, setTimeout(() => guess(form), PAUSE));
});
document.addEventListener("change", (event) => {
  const field = event.target.form?.querySelector("[data-guess]");
  if (field && ["acts", "qualifiers"].includes(event.target.name)) {
    field.dataset.said = "yes";
    field.querySelector(".guessed").hidden = true;
  }
});

// What came ticked was chosen: by the address, or by whoever sent the form before.
document.querySelectorAll("[data-guess]").forEach((field) => {
  const guessed = !field.querySelector(".guessed").hidden;
  if (!guessed && field.closest("form").querySelector("input[name=acts]:checked")) field.dataset.said = "yes";
});
