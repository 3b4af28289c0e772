// The page of a document: what is typed and pressed becomes changes; the panel is what the service says it is.
import {conflict} from "./dialogs.js";
import * as fields from "./fields.js";
import {bind, isTyping} from "./keys.js";
import * as marking from "./marking.js";
import {complain, say, send} from "./net.js";
import * as paper from "./paper.js";
import {taskActs} from "./tasks.js";

const desk = document.getElementById("desk");
const panel = document.getElementById("panel");
const address = `/van-ban/${desk.dataset.id}`;
const identity = {window: desk.dataset.window};
let version = 0;
let current = null;
let queue = Promise.resolve();

function take(html) {
  const scroll = panel.scrollTop;
  const {path: active, place: held} = document.activeElement?.dataset || {};
  const typed = new Map(fields.fields().filter(fields.isChanged).map((field) => [field.dataset.path, field.value]));
  const open = [...panel.querySelectorAll("details[open]")].map((each) => each.closest("article")?.dataset.task);
  const ends = active ? [document.activeElement.selectionStart, document.activeElement.selectionEnd] : null;
  panel.innerHTML = html;
  for (const task of open) panel.querySelector(`[data-task="${task}"] details`)?.setAttribute("open", "");
  for (const [path, value] of typed) {
    const field = fields.fieldOf(path);
    if (field) field.value = value;
  }
  read();
  const field = active && fields.fieldOf(active);
  if (field) {
    field.focus({preventScroll: true});
    if (ends[0] !== null) field.setSelectionRange(...ends);
  } else rowOf(held)?.focus({preventScroll: true});
  panel.scrollTop = scroll;
}

function read() {
  version = Number(panel.querySelector(".summary").dataset.version);
  fields.prepare();
  paper.draw(JSON.parse(document.getElementById("marks").textContent));
  rowOf(current)?.classList.add("lit-row");
}

// One write after the other, so that each sees the version of the one before.
function write(path, body, onSaved = () => undefined) {
  const work = queue.then(async () => {
    const told = await send("POST", `${address}/${path}`, {...identity, version, ...body()});
    if (told.kind === "refused") say(told.message, true);
    else if (told.kind === "conflict") await settle(told, path, body, onSaved);
    else {
      onSaved(told);
      take(told.html);
      if (told.task) select(`tasks.${told.task}`);
    }
    return told.kind;
  });
  queue = work.catch(() => undefined);
  return work;
}

async function settle(told, path, body, onSaved) {
  const chosen = await conflict(told.html);
  if (chosen === "mine") {
    version = told.version;
    const again = await send("POST", `${address}/${path}`, {...identity, version, ...body()});
    if (again.kind === "saved") {
      onSaved(again);
      take(again.html);
    } else say(again.message || "Văn bản lại vừa được sửa; hãy thử lần nữa.", true);
    return;
  }
  onSaved(told);
  const fresh = await fetch(`${address}/bang?cua=${identity.window}`, {headers: {Accept: "application/json"}});
  take((await fresh.json()).html);
}

export function change(asked, onSaved) {
  return write("sua", () => ({change: asked}), onSaved);
}

function changeOf(field) {
  const [kind, name, part] = field.dataset.path.split(".");
  return kind === "header" ? {kind: "set_field", field: name, value: field.value}
    : {kind: "set_task", task: name, part, value: field.value};
}

fields.whenLeft(async (field) => {
  const path = field.dataset.path;
  const asked = changeOf(field);
  await fields.settled(path);
  const kept = document.getElementById("kept");
  kept.textContent = "Đang ghi…";
  let done;
  try {
    done = await change(asked, () => {
      const now = fields.fieldOf(path);
      if (now) now.dataset.saved = now.value;
    });
  } finally {
    kept.textContent = done === "saved" ? "Đã ghi" : "";
  }
});

function rowOf(path) {
  if (!path) return null;
  return panel.querySelector(`[data-place="${CSS.escape(path)}"]`);
}

function light(path, isMoving = true) {
  for (const old of panel.querySelectorAll(".lit-row")) old.classList.remove("lit-row");
  current = path;
  rowOf(path)?.classList.add("lit-row");
  paper.light(path, isMoving);
}

// A row is chosen, so that letters are keys; or its field is entered, so that they are typed.
export function select(path, isEntering = false) {
  const row = rowOf(path);
  if (!row) return;
  row.closest("details")?.setAttribute("open", "");
  const field = isEntering && row.matches(".field") ? row.querySelector("[data-path]") : null;
  (field || row).focus({preventScroll: true});
  if (field) field.setSelectionRange(field.tagName === "INPUT" ? 0 : field.value.length, field.value.length);
  row.scrollIntoView({block: "nearest"});
  light(path);
}

panel.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-place]");
  if (row && row.dataset.place !== current) light(row.dataset.place);
});
paper.whenPicked((path, isHovering) => {
  if (marking.isMarking()) return;
  if (isHovering) {
    if (!isTyping(document.activeElement)) light(path, false);
  } else select(path, true);
});

// What can be gone to with j and k: fields, tasks, what may have been missed, in the order of the page.
function stops() {
  return [...panel.querySelectorAll("[data-place]")].filter((row) => row.offsetParent).map((row) => row.dataset.place);
}

export function move(step) {
  const isInField = isTyping(document.activeElement);
  if (marking.isMarking() && step && !isInField) return marking.line(step, false);
  const all = stops();
  const at = all.indexOf(current);
  select(all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + step))], isInField);
  return true;
}

function doubt(isEntering = isTyping(document.activeElement)) {
  const all = stops();
  const rows = [...panel.querySelectorAll(".field.review, .field.missing, .task.review, article.missed")]
    .map((row) => row.dataset.place);
  const next = rows.find((path) => all.indexOf(path) > all.indexOf(current)) || rows[0];
  if (next) select(next, isEntering);
  else say("Không còn chỗ nào cần xem.");
}

// Enter on a row enters its field; in a field what was typed is written, what stands there in doubt is confirmed.
function accept(event) {
  const field = event.target;
  if (!field.dataset?.path) {
    const isTask = rowOf(current)?.matches("article.task");
    const path = isTask ? stops().find((each) => each.startsWith(`${current}.`)) : current;
    if (path) select(path, true);
    return Boolean(path);
  }
  if (event.shiftKey || fields.isOpen()) return false;
  if (!fields.isChanged(field) && field.closest(".field.review, .field.missing")) {
    change(changeOf(field)).then(() => undefined, complain);
  }
  move(1);
  return true;
}

function leave(event) {
  const field = event.target;
  if (field.dataset?.path) {
    if (fields.isChanged(field)) fields.restore(field);
    field.closest("[data-place]").focus({preventScroll: true});
  } else if (marking.isMarking()) marking.toggle(false);
  else return false;
  return true;
}

// What was typed in the fields that were left is on its way before anything else is asked for.
async function quiet() {
  await fields.left();
  await queue;
}

async function approve() {
  const path = document.activeElement?.dataset?.path;
  if (path) rowOf(path).focus({preventScroll: true});
  await quiet();
  if (await write("viec/duyet", () => ({})) === "saved") say("Đã duyệt. Nhấn n để sang văn bản kế tiếp.");
}

async function step(which) {
  await quiet();
  await write(`viec/${which}`, () => ({}));
}

function typedUndo(which) {
  return (event) => {
    const field = event.target;
    if (field.dataset?.path && fields.isChanged(field)) return false;
    step(which).catch(complain);
    return true;
  };
}

async function confirm(article) {
  const field = article ? null : fields.fieldOf(current);
  if (!field) return acts.confirm(article);
  await change(changeOf(field));
  return doubt();
}

const acts = {
  smaller: () => paper.changeZoom(1 / 1.25), larger: () => paper.changeZoom(1.25), fit: () => paper.changeZoom(0),
  turn: paper.turn, mark: () => marking.toggle(), doubt: () => doubt(), undo: () => step("hoan-tac"), redo: () => step("lam-lai"),
  approve, right: confirm, ...taskActs({change, rowOf, current: () => current, select}),
};
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (!button) return;
  const article = button.closest("article");
  Promise.resolve(acts[button.dataset.do](article)).catch(complain);
});

const PANEL = "Soát";
bind(PANEL, ["Tab"], "Ô kế tiếp (ghi ô vừa gõ)", () => false);
bind(PANEL, ["j", "ArrowDown"], "Mục sau, mục trước", () => move(1), {shown: "j k"});
bind(PANEL, ["k", "ArrowUp"], "", () => move(-1));
bind(PANEL, ["d"], "Tới chỗ cần xem kế tiếp", () => doubt());
bind(PANEL, ["F8"], "Tới chỗ cần xem, cả khi đang gõ", () => doubt(), {whileTyping: true});
bind(PANEL, ["Enter"], "Vào ô để gõ; trong ô: ghi hoặc xác nhận rồi xuống", accept, {whileTyping: true});
bind(PANEL, ["Escape"], "Bỏ chữ vừa gõ, ra khỏi ô để dùng phím chữ", leave, {whileTyping: true, shown: "Esc"});
bind(PANEL, ["z"], "Hoàn tác", () => { step("hoan-tac").catch(complain); }, {shown: "z Ctrl+z"});
bind(PANEL, ["y"], "Làm lại", () => { step("lam-lai").catch(complain); }, {shown: "y Ctrl+y"});
bind(PANEL, ["Ctrl+z"], "", typedUndo("hoan-tac"), {whileTyping: true});
bind(PANEL, ["Ctrl+y", "Ctrl+Shift+z"], "", typedUndo("lam-lai"), {whileTyping: true});
bind(PANEL, ["Ctrl+Enter"], "Duyệt văn bản", () => { approve().catch(complain); }, {whileTyping: true});
for (const [key, name, told] of [
  ["c", "right", "Trường này, nhiệm vụ này đúng rồi"], ["s", "split", "Tách nhiệm vụ"], ["g", "join", "Gộp với nhiệm vụ sau"],
  ["[", "up", "Đưa nhiệm vụ lên"], ["]", "down", "Đưa nhiệm vụ xuống"],
  ["x", "reject", "Không phải nhiệm vụ (cả mục có thể bị sót)"], ["a", "take", "Mục có thể bị sót là nhiệm vụ"],
  ["u", "restore", "Khôi phục nhiệm vụ đã loại"], ["t", "add", "Thêm nhiệm vụ từ chữ đã đánh dấu"],
]) {
  bind("Nhiệm vụ", [key], told, () => {
    const article = document.activeElement?.closest("article") || rowOf(current)?.closest("article");
    Promise.resolve(acts[name](article)).catch(complain);
  });
}
const PAGE = "Trang";
bind(PAGE, ["+", "="], "Phóng to, thu nhỏ, vừa khung", acts.larger, {shown: "+ - 0"});
bind(PAGE, ["-"], "", acts.smaller);
bind(PAGE, ["0"], "", acts.fit);
bind(PAGE, ["r"], "Xoay trang", paper.turn);
bind(PAGE, ["PageDown"], "Cuộn trang văn bản", () => paper.turnPage(1), {shown: "PageDown PageUp", whileTyping: true});
bind(PAGE, ["PageUp"], "", () => paper.turnPage(-1), {whileTyping: true});
for (const [key, selector] of [["n", "[data-next]"], ["h", "a[data-key=h]"], ["v", "a[data-key=v]"], ["o", "a[data-key=o]"], ["q", ".brand"]]) {
  const link = document.querySelector(selector);
  const told = {n: "Văn bản kế tiếp", h: "Lịch sử", v: "Đối chiếu máy đọc", o: "Tải bản gốc", q: "Về danh sách"}[key];
  if (link) bind("Đi tới", [key], told, () => { quiet().then(() => link.click(), complain); });
}

async function touch() {
  const told = await send("PUT", `${address}/giu`, {...identity});
  const others = document.getElementById("others");
  const who = told.others ? `${told.others} cũng đang mở` : "";
  others.textContent = told.version > version ? `${who ? `${who}; ` : ""}văn bản đã được sửa ở cửa sổ khác` : who;
}
setInterval(() => { queue.then(touch).catch(() => undefined); }, 5000);
addEventListener("pagehide", () => {
  send("PUT", `${address}/dong`, {...identity, load: desk.dataset.load}, {keepalive: true}).catch(() => undefined);
});
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

// A tab that was doubled has the same name: the younger one takes another.
const channel = new BroadcastChannel("vanthu");
channel.addEventListener("message", ({data}) => {
  if (data.window !== identity.window || data.load === desk.dataset.load) return;
  if (data.asks) channel.postMessage({...identity, load: desk.dataset.load, asks: false});
  else location.replace(address);
});
channel.postMessage({...identity, load: desk.dataset.load, asks: true});

read();
touch().catch(() => undefined);
const draft = fields.fields().find(fields.isChanged);
if (draft) select(draft.dataset.path, true);
else if (panel.querySelector(".field.review, .field.missing, .task.review, article.missed")) doubt(true);
