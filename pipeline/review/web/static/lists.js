// The queue with the keyboard: a current row, ticks, downloads of what is ticked.
import {bind} from "./keys.js";

const rows = [...document.querySelectorAll("[data-rows] tbody tr")];
const ticks = [...document.querySelectorAll("input[name=chon]")];
const all = document.getElementById("all");
const year = document.getElementById("year");
let at = -1;

function go(step) {
  if (!rows.length) return;
  rows[at]?.classList.remove("current");
  at = Math.min(rows.length - 1, Math.max(0, at + step));
  rows[at].classList.add("current");
  rows[at].querySelector(".about a").focus({preventScroll: true});
  rows[at].scrollIntoView({block: "nearest"});
}

bind("Danh sách", ["j", "ArrowDown"], "Dòng sau", () => go(1), {shown: "j ↓"});
bind("Danh sách", ["k", "ArrowUp"], "Dòng trước", () => go(-1), {shown: "k ↑"});
bind("Danh sách", ["o"], "Mở văn bản ở dòng này (hoặc Enter)", () => rows[at]?.querySelector(".about a").click());
bind("Danh sách", ["x"], "Chọn hoặc bỏ chọn dòng này", () => rows[at]?.querySelector("input").click());
bind("Danh sách", ["/"], "Tìm", () => { const box = document.getElementById("search"); box.focus(); box.select(); });
bind("Danh sách", ["f"], "Lọc", () => document.querySelector(".filters select").focus());
bind("Danh sách", ["["], "Trang trước", () => document.querySelector("a[rel=prev]")?.click());
bind("Danh sách", ["]"], "Trang sau", () => document.querySelector("a[rel=next]")?.click());

function chosen() {
  return ticks.filter((tick) => tick.checked).map((tick) => tick.value);
}

function refresh() {
  const ids = chosen();
  const place = document.getElementById("chosen");
  if (!place) return;
  place.textContent = ids.length ? `Đã chọn ${ids.length} văn bản` : "Chưa chọn văn bản nào: tải cả danh sách";
  for (const link of document.querySelectorAll("[data-download]")) {
    const asked = new URLSearchParams(ids.length ? {ids: ids.join(",")} : link.dataset.query);
    for (const [name, value] of new URLSearchParams(link.dataset.more || "")) asked.set(name, value);
    asked.set("nam", year.value);
    link.href = `${link.dataset.download}?${asked}`;
  }
  const batch = document.querySelector("[data-batch]");
  batch.href = `/duyet-loat/moi?${ids.length ? new URLSearchParams({chon: ids.join(",")}) : batch.dataset.query}`;
}

for (const tick of ticks) tick.addEventListener("change", refresh);
year?.addEventListener("input", refresh);
all?.addEventListener("change", () => { for (const tick of ticks) tick.checked = all.checked; refresh(); });
refresh();
