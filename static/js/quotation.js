// From a selection to a quotation. Inside an element with data-quotable, whose top-level blocks carry data-start, selected words become
// start and end: code points in the text's plain projection, counted by the rules of arguments/text/projection.py. Each change is told
// by the event crux:quotation on the document; detail is { container, block, start, end, exact, range } or null.
const INLINE = new Set(["a", "br", "code", "em", "mark", "s", "span", "strong", "sup"]);
const DIVIDERS = { td: "\t", th: "\t", tr: "\n", tbody: "", thead: "" };
const STRENGTH = ["", "\t", "\n", "\n\n"];
const ZERO_WIDTH = ".footnote-ref, .footnote-backref, .mark-number";
const size = (text) => [...text].length;

// The pieces of one block in order, { node, text, at, whole }, and its whole text. A divider between leaf blocks belongs to no piece.
function projectionOf(block) {
  const pieces = [];
  let text = "";
  let at = 0;
  let divider = "";
  const add = (node, own, whole) => {
    if (pieces.length) { text += divider; at += size(divider); }
    divider = "";
    pieces.push({ node, text: own, at, whole });
    text += own;
    at += size(own);
  };
  const divide = (name) => {
    const next = INLINE.has(name) ? "" : DIVIDERS[name] ?? "\n\n";
    if (STRENGTH.indexOf(next) > STRENGTH.indexOf(divider)) divider = next;
  };
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const layout = node.parentNode === block && !node.data.trim();   // white space of the template around the block
      if (node.data && !layout) add(node, node.data, false);
    } else if (node.nodeType !== Node.ELEMENT_NODE || node.matches(ZERO_WIDTH)) return;
    else if (node.localName === "br") add(node, "\n", false);
    else if (node.getAttribute("data-tex")) add(node, node.getAttribute("data-tex"), true);
    else if (node.matches(".ref")) add(node, node.textContent, true);
    else { divide(node.localName); node.childNodes.forEach(visit); divide(node.localName); }
  };
  block.childNodes.forEach(visit);
  return { pieces, text };
}

// Where one end of the selection stands in its block. A formula or a reference is taken whole.
function offsetIn(block, node, offset, isEnd) {
  const { pieces, text } = projectionOf(block);
  const inside = pieces.find((piece) => piece.node.contains(node) && (piece.whole || node.nodeType === Node.TEXT_NODE));
  if (inside?.whole) return inside.at + (isEnd ? size(inside.text) : 0);
  if (inside) return inside.at + size(node.data.slice(0, offset));
  const point = document.createRange();
  point.setStart(node, offset);
  const next = pieces.find(({ node: { parentNode: parent }, node: child }) => point.comparePoint(parent, [...parent.childNodes].indexOf(child)) >= 0);
  return next ? next.at : size(text);
}

// The quotation that a selection makes, or null. Ends outside the text (in a note, in a link) fall to the nearest block.
function quotationOf(range) {
  const near = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("[data-quotable]");
  const container = near(range.startContainer) || near(range.commonAncestorContainer);
  const blocks = [...(container?.querySelectorAll("[data-start]") || [])].filter((block) => range.intersectsNode(block) && projectionOf(block).text);
  if (!blocks.length) return null;
  const [first, last] = [blocks[0], blocks.at(-1)];
  const text = blocks.map((block) => projectionOf(block).text).join("\n\n");
  const from = first.contains(range.startContainer) ? offsetIn(first, range.startContainer, range.startOffset, false) : 0;
  const rest = last.contains(range.endContainer) ? offsetIn(last, range.endContainer, range.endOffset, true) : size(projectionOf(last).text);
  const begin = Number(first.dataset.start);
  const words = [...text].slice(from, Number(last.dataset.start) - begin + rest).join("");
  const exact = words.trim();
  if (!exact) return null;
  const start = begin + from + size(words) - size(words.trimStart());
  const block = rest === 0 && blocks.length > 1 ? blocks.at(-2) : last;   // a triple click ends at the start of the next block
  return { container, block, start, end: start + size(exact), exact, range };
}

let waiting = 0;
let pressed = false;

function tell() {
  if (pressed) return;   // not while the mouse still draws the selection
  const selection = getSelection();
  const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  document.dispatchEvent(new CustomEvent("crux:quotation", { detail: range && quotationOf(range) }));
}

function tellSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(tell, 150);
}

document.addEventListener("selectionchange", tellSoon);
document.addEventListener("pointerdown", () => { pressed = true; });
["pointerup", "pointercancel"].forEach((name) => document.addEventListener(name, () => { pressed = false; tellSoon(); }));
