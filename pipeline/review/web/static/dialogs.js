// Questions before something is done: a reason, a place to cut, which of two values stays.
const box = document.getElementById("ask");

// Resolves with what was typed, or null.
export function question({title, what = "", label, choices = [], value = ""}) {
  const field = box.querySelector("input");
  box.querySelector("h2").textContent = title;
  box.querySelector(".what").replaceChildren(what);
  box.querySelector("label").hidden = !label;
  box.querySelector("label span").textContent = label || "";
  field.required = Boolean(label);
  field.value = value;
  const place = box.querySelector(".choices");
  place.hidden = !choices.length;
  place.replaceChildren(...choices.map((each) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = each;
    button.addEventListener("click", () => { field.value = each; field.focus(); });
    return button;
  }));
  return opened(box, () => (box.returnValue === "yes" ? field.value || true : null), label ? field : null);
}

function opened(dialog, answer, first) {
  const before = document.activeElement;
  dialog.returnValue = "";
  dialog.showModal();
  first?.focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      if (before?.isConnected) before.focus({preventScroll: true});
      resolve(answer());
    }, {once: true});
  });
}

// Where to cut a text in two: the arrows move from word to word.
export function cut(text) {
  const letters = Array.from(text);
  const starts = letters.map((_, place) => place)
    .filter((place) => place > 0 && /\s/.test(letters[place - 1]) && !/\s/.test(letters[place]));
  if (!starts.length) return Promise.resolve(null);
  const after = starts.findIndex((place) => /[;.]/.test(letters[place - 2] || ""));
  let at = after >= 0 ? after : Math.floor(starts.length / 2);
  const shown = document.createElement("span");
  const show = () => {
    const sign = document.createElement("b");
    sign.textContent = " ✂ ";
    shown.replaceChildren(letters.slice(0, starts[at]).join(""), sign, letters.slice(starts[at]).join(""));
  };
  const move = (event) => {
    const step = {ArrowRight: 1, ArrowDown: 8, ArrowLeft: -1, ArrowUp: -8}[event.key];
    if (!step) return;
    event.preventDefault();
    at = Math.min(starts.length - 1, Math.max(0, at + step));
    show();
  };
  show();
  box.addEventListener("keydown", move);
  const told = question({title: "Tách làm hai ở đâu? (← → chuyển từng chữ, ↑ ↓ nhanh hơn)", what: shown});
  box.querySelector("button[value=yes]").focus();
  return told.then((isWanted) => {
    box.removeEventListener("keydown", move);
    return isWanted ? starts[at] : null;
  });
}

// Both sides of a conflict; resolves with "mine" or "theirs".
export function conflict(html) {
  const dialog = document.getElementById("conflict");
  dialog.querySelector(".body").innerHTML = html;
  let chosen = "theirs";
  for (const button of dialog.querySelectorAll("[data-choose]")) {
    button.addEventListener("click", () => { chosen = button.dataset.choose; dialog.close(); });
  }
  return opened(dialog, () => chosen, dialog.querySelector("[data-choose=theirs]"));
}
