// Marking words on the page, by mouse or with the arrow keys, for a new task.
import {bind} from "./keys.js";
import {ask, complain, say} from "./net.js";
import {pages} from "./paper.js";
import {selectText, wordsOfText} from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const desk = document.getElementById("desk");
const told = document.getElementById("marking");
const words = [];
const lists = new Map();
let isOn = false;
let anchor = null;
let at = null;

async function load(sheet) {
  if (lists.has(sheet.page)) return;
  lists.set(sheet.page, []);
  const found = await ask(`/van-ban/${desk.dataset.id}/trang/${sheet.page}/chu`);
  const mine = found.words.map(([start, end, x0, top, x1, bottom, text]) => {
    const rect = document.createElementNS(SVG, "rect");
    const box = {x: x0 - 1, y: top - 1, width: Math.max(1, x1 - x0 + 2), height: Math.max(1, bottom - top + 2)};
    for (const [name, value] of Object.entries(box)) rect.setAttribute(name, value);
    rect.setAttribute("class", "word");
    const word = {start, end, text, rect, box: () => rect.getBoundingClientRect()};
    rect.addEventListener("mousedown", (event) => {
      event.preventDefault();
      anchor = event.shiftKey && anchor ? anchor : word;
      pick(word);
    });
    rect.addEventListener("mouseenter", (event) => { if (event.buttons & 1 && anchor) pick(word); });
    sheet.svg.append(rect);
    return word;
  });
  words.push(...mine);
  words.sort((one, other) => one.start - other.start);
}

function pick(word) {
  at?.rect?.classList.remove("at");
  at = word;
  at.rect?.classList.add("at");
  const [first, last] = ends();
  for (const each of words) each.rect?.classList.toggle("picked", each.start >= first && each.end <= last);
  const chosen = words.filter((each) => each.start >= first && each.end <= last).map((each) => each.text).join(" ");
  told.textContent = chosen.length > 46 ? `${chosen.slice(0, 22)} … ${chosen.slice(-20)}` : chosen;
  if (at.rect) at.rect.scrollIntoView({block: "nearest"});
  else selectText(first, last);
}

function ends() {
  const from = anchor || at;
  return [Math.min(from.start, at.start), Math.max(from.end, at.end)];
}

export async function toggle(isWanted = !isOn) {
  if (!pages.length && !document.querySelector("#words [data-from]")) return say("Văn bản này chưa lưu lời văn.");
  isOn = isWanted;
  document.querySelector("[data-do=mark]").setAttribute("aria-pressed", String(isOn));
  told.hidden = !isOn;
  if (!isOn) return clear();
  told.textContent = "Kéo chuột qua chữ, hoặc dùng phím mũi tên (giữ Shift để chọn), rồi nhấn t";
  try {
    if (!pages.length) words.push(...wordsOfText());
    const near = pages.filter((sheet) => sheet.visible);
    for (const sheet of near.length ? near : pages.slice(0, 1)) await load(sheet);
  } catch (problem) {
    complain(problem);
  }
  document.activeElement?.blur();
  return undefined;
}

document.getElementById("paper").addEventListener("scroll", () => {
  if (isOn) for (const sheet of pages) if (sheet.visible) load(sheet).catch(complain);
}, {passive: true});

export function clear() {
  for (const sheet of pages) for (const rect of [...sheet.svg.querySelectorAll("rect.word")]) rect.remove();
  if (!pages.length) getSelection().removeAllRanges();
  words.length = 0;
  lists.clear();
  anchor = at = null;
}

// What the mouse selects in a text counts instead of what the keys had marked there.
document.getElementById("words")?.addEventListener("mousedown", () => { anchor = at = null; });

// The spans that are marked: on pages the picked words, in a text without pages what is selected there.
export function spans() {
  if (at) return [ends()];
  const chosen = getSelection();
  if (!chosen || chosen.isCollapsed || !document.getElementById("words")?.contains(chosen.anchorNode)) return [];
  const range = chosen.getRangeAt(0);
  const [start, end] = [offset(range.startContainer, range.startOffset), offset(range.endContainer, range.endOffset)];
  return start !== null && end !== null && end > start ? [[start, end]] : [];
}

function offset(node, inside) {
  if (node.nodeType !== Node.TEXT_NODE) {
    const piece = node.childNodes[inside] || node.lastChild || node;
    const holder = piece.dataset?.from ? piece : piece.querySelector?.("[data-from]");
    return holder ? Number(holder.dataset.from) : null;
  }
  const piece = node.parentElement.closest("[data-from]");
  return piece ? Number(piece.dataset.from) + Array.from(node.textContent.slice(0, inside)).length : null;
}

function step(by, isSelecting) {
  if (!isOn || !words.length) return false;
  const visible = words.findIndex((word) => word.box().top > 90);
  const now = at ? words.indexOf(at) : Math.max(0, visible) - by;
  const next = words[Math.min(words.length - 1, Math.max(0, now + by))];
  if (!isSelecting) anchor = next;
  pick(next);
  return true;
}

function line(by, isSelecting) {
  if (!isOn || !at) return step(by, isSelecting);
  const here = at.box();
  const others = words.map((word) => ({word, box: word.box()}))
    .filter(({box}) => (by > 0 ? box.top > here.bottom - 2 : box.bottom < here.top + 2));
  const near = others.sort((one, other) => far(one.box, here) - far(other.box, here))[0];
  if (!near) return true;
  if (!isSelecting) anchor = near.word;
  pick(near.word);
  return true;
}

function far(box, here) {
  return Math.abs(box.top - here.top) * 20 + Math.abs(box.left - here.left);
}

const GROUP = "Đánh dấu chữ trên trang";
bind(GROUP, ["m"], "Bật, tắt đánh dấu chữ", () => { toggle(); });
bind(GROUP, ["ArrowRight"], "Chữ sau, chữ trước", () => step(1, false), {shown: "→ ←"});
table([["ArrowLeft", () => step(-1, false)]]);
bind(GROUP, ["Shift+ArrowRight"], "Chọn thêm chữ, thêm dòng", () => step(1, true), {shown: "Shift+→ Shift+↓"});
table([
  ["Shift+ArrowLeft", () => step(-1, true)], ["Shift+ArrowDown", () => line(1, true)],
  ["Shift+ArrowUp", () => line(-1, true)],
]);

function table(pairs) {
  for (const [key, act] of pairs) bind(GROUP, [key], "", act);
}

export function isMarking() {
  return isOn;
}

export {line};
