// Names of bodies for the field that is being typed; the last name after a semicolon counts.
import {ask} from "./net.js";

const list = document.createElement("ul");
list.id = "suggestions";
list.className = "suggestions";
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "Gợi ý tên cơ quan");
list.hidden = true;
document.body.append(list);
let owner = null;
let at = -1;
let asked = 0;
let timer;

export function isOpen() {
  return !list.hidden;
}

function close() {
  list.hidden = true;
  at = -1;
  asked += 1;
  clearTimeout(timer);
  owner?.setAttribute("aria-expanded", "false");
  owner?.removeAttribute("aria-activedescendant");
}

function choose(number) {
  const name = list.children[number].dataset.name;
  const before = owner.value.split(";").slice(0, -1).map((each) => each.trim()).filter(Boolean);
  owner.value = [...before, name].join("; ");
  const field = owner;
  close();
  field.dispatchEvent(new Event("input", {bubbles: true}));
  close();
}

function go(step) {
  const count = list.children.length;
  at = (at + step + count) % count;
  [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
  owner.setAttribute("aria-activedescendant", list.children[at].id);
  list.children[at].scrollIntoView({block: "nearest"});
}

async function offer(field) {
  const typed = field.value.split(";").pop().trim();
  if (typed.length < 2) return close();
  const number = ++asked;
  const told = await ask(`/goi-y?${new URLSearchParams({chu: typed})}`);
  if (number !== asked || document.activeElement !== field || !told.found.length) return undefined;
  list.replaceChildren(...told.found.map(({name, seen}, place) => {
    const item = document.createElement("li");
    item.id = `suggestion-${place}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.name = name;
    item.textContent = seen ? `${name} (đã gặp ${seen})` : name;
    item.addEventListener("mousedown", (event) => { event.preventDefault(); choose(place); });
    return item;
  }));
  const box = field.getBoundingClientRect();
  owner = field;
  at = -1;
  list.hidden = false;
  const isLow = box.bottom + 200 > innerHeight;
  list.style.left = `${box.left}px`;
  list.style.minWidth = `${box.width}px`;
  list.style.top = isLow ? "" : `${box.bottom + 2}px`;
  list.style.bottom = isLow ? `${innerHeight - box.top + 2}px` : "";
  field.setAttribute("aria-expanded", "true");
  return undefined;
}

export function attach(field) {
  field.setAttribute("aria-controls", "suggestions");
  field.addEventListener("input", (event) => {
    clearTimeout(timer);
    if (event.isTrusted) timer = setTimeout(() => offer(field).catch(() => undefined), 120);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (!isOpen() || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") go(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && at >= 0) choose(at);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
