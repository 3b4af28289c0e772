// The clerk's page: files dropped here are sent one after the other; the lists are refreshed while the page is open.
import {ask, complain, send} from "./net.js";

const drop = document.getElementById("drop");
const list = document.getElementById("sending");
const lists = document.getElementById("lists");
const picker = document.getElementById("files");

async function take(files) {
  for (const file of files) {
    const line = list.appendChild(document.createElement("li"));
    line.textContent = `${file.name}: đang chép…`;
    const folder = document.getElementById("folder")?.value || "";
    const headers = {
      "X-Ten-Tep": encodeURIComponent(file.name), "X-Thu-Muc": encodeURIComponent(folder),
      "Content-Type": "application/octet-stream",
    };
    try {
      const told = await send("POST", "/tiep-nhan", file, {headers});
      line.textContent = `${told.name}: đã vào hộp nhận`;
    } catch (problem) {
      line.className = "bad";
      line.textContent = `${file.name}: ${problem.message}`;
    }
  }
  await refresh();
}

async function refresh() {
  const kept = document.activeElement?.dataset?.retry;
  const told = await ask("/tiep-nhan/bang");
  if (told.html === lists.dataset.shown) return;
  lists.dataset.shown = told.html;
  lists.innerHTML = told.html;
  if (kept) lists.querySelector(`[data-retry="${kept}"]`)?.focus();
}

for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.toggle("over", name === "dragover");
  });
}
document.addEventListener("drop", (event) => take(event.dataTransfer.files));
picker.addEventListener("change", () => take(picker.files));
lists.addEventListener("click", async (event) => {
  const id = event.target.dataset?.retry;
  if (!id) return;
  event.target.disabled = true;
  event.target.textContent = "Đang đọc lại…";
  try {
    await send("POST", `/van-ban/${id}/doc-lai`, {});
  } catch (problem) {
    complain(problem);
  }
});
setInterval(() => { if (!document.hidden) refresh().catch(() => undefined); }, 3000);
