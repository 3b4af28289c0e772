// The words of a text without pages, for the keys: each knows where it stands, and a stretch of them can be selected.
const text = document.getElementById("words");

function pieceAt(letter, isEnd) {
  const pieces = [...text.querySelectorAll("[data-from]")].filter((piece) => piece.textContent);
  const found = pieces.filter((piece) => (isEnd ? Number(piece.dataset.from) < letter : Number(piece.dataset.from) <= letter));
  const piece = found[found.length - 1];
  const before = Array.from(piece.textContent).slice(0, letter - Number(piece.dataset.from)).join("");
  return [piece.firstChild, before.length];
}

function rangeOf(start, end) {
  const range = document.createRange();
  range.setStart(...pieceAt(start, false));
  range.setEnd(...pieceAt(end, true));
  return range;
}

// Offsets are those of the document: whole characters, not the halves of which scripts count some.
export function wordsOfText() {
  return [...(text?.querySelectorAll("p[data-start]") || [])].flatMap((line) => {
    const first = Number(line.dataset.start);
    return [...line.textContent.matchAll(/\S+/gu)].map((found) => {
      const start = first + Array.from(line.textContent.slice(0, found.index)).length;
      const end = start + Array.from(found[0]).length;
      return {start, end, text: found[0], box: () => rangeOf(start, end).getBoundingClientRect()};
    });
  });
}

export function selectText(start, end) {
  const range = rangeOf(start, end);
  getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  range.endContainer.parentElement.scrollIntoView({block: "nearest"});
}
