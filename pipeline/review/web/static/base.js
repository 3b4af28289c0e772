// What every page has: the help, keys for the pages, forms that are sent with the token.
import {bind, showHelp} from "./keys.js";
import {complain, say, send} from "./net.js";

for (const link of document.querySelectorAll("nav a[data-key]")) {
  bind("Các trang", [link.dataset.key], link.textContent.trim(), () => link.click());
}
for (const link of document.querySelectorAll("main [data-key]")) {
  const key = link.dataset.key;
  const told = link.title || link.firstChild.textContent.trim();
  bind("Trang này", [key], told, () => link.click(), {shown: key === "Escape" ? "Esc" : key});
}
bind("Các trang", ["?"], "Hiện bảng phím này", showHelp);
for (const button of document.querySelectorAll("[data-help]")) button.addEventListener("click", showHelp);

for (const form of document.querySelectorAll("form[data-post]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const typed = form.dataset.values ? JSON.parse(form.dataset.values) : Object.fromEntries(new FormData(form));
    try {
      const told = await send("POST", form.dataset.post, typed);
      if (told?.message) {
        say(told.message);
        setTimeout(() => location.assign(form.dataset.then), 1500);
      } else {
        location.assign(form.dataset.then);
      }
    } catch (problem) {
      complain(problem);
    }
  });
}
for (const field of document.querySelectorAll("[data-send]")) {
  field.addEventListener("change", () => field.form.requestSubmit());
}
// Only now: whoever presses Enter before the forms are taken over would send them the browser's way.
// Who has begun to type before this ran keeps the place.
if (document.activeElement === document.body) document.querySelector("[data-start]")?.focus();
