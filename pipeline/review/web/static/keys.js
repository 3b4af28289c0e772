// One table of keys for each page: what is pressed, what it does, and how the help says it.
const groups = [];
const table = new Map();

// `keys` are named as KeyboardEvent.key has them, with "Ctrl+", "Alt+", "Shift+" before; the first is shown.
export function bind(group, keys, told, act, options = {}) {
  let found = groups.find((each) => each.name === group);
  if (!found) groups.push(found = {name: group, lines: []});
  if (told) found.lines.push([options.shown || keys[0], told]);
  for (const key of keys) table.set(key, {act, whileTyping: Boolean(options.whileTyping)});
}

export function isTyping(target) {
  return target instanceof HTMLElement
    && (target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox]):not([type=radio])"));
}

function nameOf(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const shift = event.shiftKey && event.key.length > 1 ? "Shift+" : "";
  return (event.ctrlKey || event.metaKey ? "Ctrl+" : "") + (event.altKey ? "Alt+" : "")
    + (event.ctrlKey && event.shiftKey && event.key.length === 1 ? "Shift+" : shift) + key;
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.defaultPrevented) return;
  if (document.querySelector("dialog[open]")) return;
  const found = table.get(nameOf(event));
  if (!found || (isTyping(event.target) && !found.whileTyping)) return;
  const isPressable = event.target.closest?.("button, a, summary, input[type=checkbox]");
  const isPress = !event.ctrlKey && (event.key === "Enter" || event.key === " ");
  if (isPressable && isPress) return;
  if (found.act(event) !== false) event.preventDefault();
});

export function showHelp() {
  const place = document.querySelector("#help .keys");
  place.replaceChildren(...groups.map((group) => {
    const box = document.createElement("section");
    const title = box.appendChild(document.createElement("h3"));
    title.textContent = group.name;
    const list = box.appendChild(document.createElement("dl"));
    for (const [key, told] of group.lines) {
      const term = list.appendChild(document.createElement("dt"));
      for (const each of key.split(" ")) {
        term.appendChild(document.createElement("kbd")).textContent = each;
        term.append(" ");
      }
      list.appendChild(document.createElement("dd")).textContent = told;
    }
    return box;
  }));
  document.getElementById("help").showModal();
}
