// Copy buttons: data-copy="text", or data-copy-from="#id" for the text of another element. Hidden until this script runs.
const live = document.getElementById("live");

function textOf(button) {
  if (button.dataset.copyFrom) return document.querySelector(button.dataset.copyFrom).textContent.trim();
  const text = button.dataset.copy;
  return text.startsWith("/") || text.startsWith("#") ? new URL(text, location.href).href : text;
}

function reveal(root) {
  root.querySelectorAll("[data-copy][hidden], [data-copy-from][hidden]").forEach((button) => { button.hidden = false; });
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-from]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(textOf(button));
    live.textContent = "Copied.";
    const label = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = label; }, 2000);
  } catch {
    live.textContent = "This browser did not allow copying. Select the text and copy it by hand.";
  }
});
document.addEventListener("htmx:after:settle", () => reveal(document));
reveal(document);
