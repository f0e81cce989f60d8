// Acts on selected words. Inside an element with data-quotable, whose top-level blocks carry data-start, a selection becomes start and
// end: code points in the text's plain projection, counted by the rules of arguments/text.py. A toolbar then leads to the same pages
// as the links without script, with start, end and exact as query parameters.
const LEAF_BREAK = "\n\n";
const LEAVES = "p, h1, h2, h3, h4, h5, h6, li, td, th, pre, dt, dd, blockquote, figcaption, div, section, ul, ol, table, thead, tbody, tr, dl";
const LONGEST_EXACT = 1500;   // longer passages travel by their offsets alone
const live = document.getElementById("live");
const lettersOn = () => { try { return localStorage.getItem("crux:letters") !== "off"; } catch { return true; } };
const codePoints = (text) => [...text].length;

// The pieces of one top-level block in order: { node, text, at }, `at` counted from the start of the block.
function pieces(block) {
  const found = [];
  let at = 0;
  let leaf = null;
  const add = (node, text, ownLeaf) => {
    if (leaf && ownLeaf !== leaf) at += LEAF_BREAK.length;
    leaf = ownLeaf;
    found.push({ node, text, at, atomic: node.nodeType !== Node.TEXT_NODE });
    at += codePoints(text);
  };
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const ownLeaf = node.parentElement.closest(LEAVES);
      const between = !node.data.trim() && [...ownLeaf.children].some((child) => child.matches(LEAVES));
      if (node.data && !between) add(node, node.data, ownLeaf);
    } else if (node.matches?.(".math[data-tex]")) add(node, node.dataset.tex, node.closest(LEAVES));
    else if (node.nodeName === "BR") add(node, "\n", node.parentElement.closest(LEAVES));
    else if (!node.matches?.(".mark-number")) node.childNodes.forEach(visit);
  };
  visit(block);
  return found;
}

// Where a boundary of the selection stands in its block. A formula is taken whole: its start for a start, its end for an end.
function offsetIn(block, node, offset, isEnd) {
  const parts = pieces(block);
  const inside = parts.find((part) => part.node === node || (part.atomic && part.node.contains(node)));
  if (inside?.atomic) return inside.at + (isEnd ? codePoints(inside.text) : 0);
  if (inside) return inside.at + codePoints(node.data.slice(0, offset));
  const point = document.createRange();
  point.setStart(node, offset);
  const after = parts.find((part) => point.comparePoint(part.node.parentNode, [...part.node.parentNode.childNodes].indexOf(part.node)) >= 0);
  const last = parts.at(-1);
  return after ? after.at : last ? last.at + codePoints(last.text) : 0;
}
