// Typing: a draft within half a second, one entry in the history when the field is left, nothing else lost.
import {ask, complain, send} from "./net.js";
import {attach, isOpen} from "./suggest.js";

const DRAFT_AFTER = 300;
const TRY_AGAIN_AFTER = 2000;
const desk = document.getElementById("desk");
const panel = document.getElementById("panel");
const kept = document.getElementById("kept");
const waiting = new Map();
const inFlight = new Map();
let save = async () => undefined;
let leaving = Promise.resolve();

export function whenLeft(act) {
  save = act;
}

export function isChanged(field) {
  return field.value !== field.dataset.saved;
}

export function grow(field) {
  if (field.tagName !== "TEXTAREA") return;
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight + 2, 260)}px`;
}

export function fields() {
  return [...panel.querySelectorAll("[data-path]")];
}

export function fieldOf(path) {
  return fields().find((field) => field.dataset.path === path);
}

async function sendDraft(path, value, keepalive = false) {
  const before = inFlight.get(path) || Promise.resolve();
  const body = {window: desk.dataset.window, path, value};
  const now = before.catch(() => undefined)
    .then(() => send("PUT", `/van-ban/${desk.dataset.id}/nhap`, body, {keepalive}));
  inFlight.set(path, now);
  await now;
  kept.textContent = value === null ? "" : "Đã giữ bản nháp";
}

// The wait begins with the first letter that is not kept yet: who types without a pause is kept too.
// While the service does not answer, it is tried again: what was typed meanwhile is not lost with the tab.
function drafted(field, after = DRAFT_AFTER) {
  const path = field.dataset.path;
  const value = isChanged(field) ? field.value : null;
  const begun = waiting.get(path);
  if (begun) {
    begun.value = value;
    return;
  }
  const letters = {value};
  letters.timer = setTimeout(() => {
    waiting.delete(path);
    sendDraft(path, letters.value).catch((problem) => {
      complain(problem);
      kept.textContent = "Chưa giữ được";
      const now = fieldOf(path);
      if (now && isChanged(now)) drafted(now, TRY_AGAIN_AFTER);
    });
  }, after);
  waiting.set(path, letters);
}

export async function settled(path) {
  clearTimeout(waiting.get(path)?.timer);
  waiting.delete(path);
  await (inFlight.get(path) || Promise.resolve()).catch(() => undefined);
}

export function restore(field) {
  field.value = field.dataset.saved;
  grow(field);
  explain(field);
  settled(field.dataset.path).then(() => sendDraft(field.dataset.path, null)).catch(complain);
}

let asked = 0;
async function explain(field) {
  const place = field.closest(".field").querySelector(".meaning");
  if (!isChanged(field)) {
    place.textContent = field.dataset.meaning;
    return;
  }
  const day = panel.querySelector(".summary").dataset.day;
  const number = ++asked;
  const query = new URLSearchParams({chu: field.value, ngay: day, kieu: field.dataset.phrase});
  const told = await ask(`/nghia?${query}`);
  if (number !== asked || !isChanged(field)) return;
  place.textContent = told.shown ? `= ${told.shown}` : "";
  place.classList.toggle("bad", !told.understood);
}

panel.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.dataset.path) return;
  grow(field);
  drafted(field);
  if (field.dataset.phrase) explain(field).catch(complain);
});
panel.addEventListener("focusout", (event) => {
  const field = event.target;
  if (!field.dataset?.path || !field.isConnected || !isChanged(field) || document.querySelector("dialog[open]")) return;
  leaving = Promise.all([leaving, save(field).catch(complain)]);
});

// Done when what was typed in the fields left so far is written.
export function left() {
  return leaving;
}
panel.addEventListener("toggle", (event) => {
  for (const field of event.target.querySelectorAll("textarea")) grow(field);
}, true);
addEventListener("pagehide", () => {
  for (const [path, {value}] of waiting) sendDraft(path, value, true).catch(() => undefined);
});

export function prepare() {
  for (const field of fields()) {
    grow(field);
    if (field.hasAttribute("data-suggest")) attach(field);
    if (field.dataset.phrase) field.dataset.meaning = field.closest(".field").querySelector(".meaning").textContent;
  }
}

export {isOpen};
