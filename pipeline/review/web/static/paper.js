// The left side: pages as pictures, zoom and rotation, and the place of every value marked on them.
const SVG = "http://www.w3.org/2000/svg";
const paper = document.getElementById("paper");
const sheets = [...document.querySelectorAll("figure.page")].map((figure) => ({
  figure, sheet: figure.querySelector(".sheet"), picture: figure.querySelector("img"),
  svg: figure.querySelector("svg.marks"), page: Number(figure.dataset.page),
  width: Number(figure.dataset.width), height: Number(figure.dataset.height), turns: 0,
}));
const textLines = [...document.querySelectorAll("#words p[data-start]")].map((line) => ({
  line, start: Number(line.dataset.start), letters: Array.from(line.textContent),
}));
let zoom = 1;
let marks = {};
let lit = null;
let onPick = () => undefined;

export const pages = sheets;

export function whenPicked(act) {
  onPick = act;
}

function load(sheet) {
  const shown = sheet.sheet.clientWidth * (window.devicePixelRatio || 1);
  const width = shown > 1100 ? (shown > 1900 ? 2600 : 1800) : 1000;
  if ((sheet.loaded || 0) >= width) return;
  sheet.loaded = width;
  sheet.picture.src = sheet.picture.dataset.src.replace(/rong=\d+/, `rong=${width}`);
}

const seen = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    const sheet = sheets.find((each) => each.figure === entry.target);
    sheet.visible = entry.isIntersecting;
    if (entry.isIntersecting) load(sheet);
  }
  showPage();
}, {root: paper, rootMargin: "300px"});

function showPage() {
  const top = paper.getBoundingClientRect().top + 60;
  const now = sheets.find((each) => each.figure.getBoundingClientRect().bottom > top);
  for (const link of document.querySelectorAll(".thumbs a")) {
    const isNow = now && Number(link.dataset.page) === now.page;
    if (isNow && !link.hasAttribute("aria-current")) link.scrollIntoView({block: "nearest"});
    link.toggleAttribute("aria-current", Boolean(isNow));
    if (isNow) link.setAttribute("aria-current", "page");
  }
}
paper.addEventListener("scroll", showPage, {passive: true});

export function lay() {
  for (const sheet of sheets) {
    const isAcross = sheet.turns % 2 === 1;
    const [width, height] = isAcross ? [sheet.height, sheet.width] : [sheet.width, sheet.height];
    const shown = Math.max(200, paper.clientWidth - 24) * zoom;
    sheet.sheet.style.width = `${shown}px`;
    sheet.sheet.style.height = `${shown * height / width}px`;
    sheet.sheet.classList.toggle("turned", sheet.turns > 0);
    for (const layer of [sheet.picture, sheet.svg]) {
      layer.style.width = isAcross ? `${shown * height / width}px` : "";
      layer.style.height = isAcross ? `${shown}px` : "";
      layer.style.transform = sheet.turns ? `translate(-50%, -50%) rotate(${sheet.turns * 90}deg)` : "";
    }
    if (sheet.visible) load(sheet);
  }
  document.getElementById("zoom").textContent = zoom === 1 ? "vừa" : `${Math.round(zoom * 100)}%`;
}

export function changeZoom(factor) {
  const middle = (paper.scrollTop + paper.clientHeight / 2) / paper.scrollHeight;
  zoom = factor ? Math.min(4, Math.max(0.4, zoom * factor)) : 1;
  lay();
  paper.scrollTop = middle * paper.scrollHeight - paper.clientHeight / 2;
}

export function turn() {
  const top = paper.getBoundingClientRect().top + 60;
  const now = sheets.find((each) => each.figure.getBoundingClientRect().bottom > top);
  if (!now) return;
  now.turns = (now.turns + 1) % 4;
  lay();
}

export function turnPage(step) {
  paper.scrollBy({top: step * paper.clientHeight * 0.9});
}

function kindOf(path) {
  const row = document.querySelector(`[data-place="${CSS.escape(path)}"]`);
  const isDoubtful = row?.matches(".review, .missing:not(.missed)");
  const kind = path.startsWith("missed.") ? "missed" : path.startsWith("tasks.") ? "task" : "header";
  return isDoubtful ? `${kind} review` : kind;
}

export function draw(newMarks) {
  marks = newMarks;
  for (const sheet of sheets) for (const old of [...sheet.svg.querySelectorAll("rect.mark")]) old.remove();
  for (const [path, places] of Object.entries(marks)) {
    if (!sheets.length) break;
    // Parts of a task are lit when asked for; drawn all at once they would hide the words.
    const isPart = path.startsWith("tasks.") && path.split(".").length > 2;
    for (const [page, x0, top, x1, bottom] of places) {
      const sheet = sheets.find((each) => each.page === page);
      if (!sheet) continue;
      const rect = document.createElementNS(SVG, "rect");
      const box = {x: x0 - 1.5, y: top - 1, width: x1 - x0 + 3, height: bottom - top + 2, rx: 1.5};
      for (const [name, value] of Object.entries(box)) rect.setAttribute(name, Math.max(0, value));
      rect.setAttribute("class", `mark ${kindOf(path)}`);
      rect.dataset.path = path;
      if (isPart) rect.style.display = "none";
      rect.addEventListener("click", () => onPick(path));
      rect.addEventListener("mouseenter", () => onPick(path, true));
      sheet.svg.prepend(rect);
      if (path.startsWith("header.")) sheet.svg.append(rect);
    }
  }
  drawText();
  light(lit, false);
}

// A text without pages: each line is cut where a mark begins or ends.
function drawText() {
  const spans = Object.entries(marks).flatMap(([path, places]) => places.map(([start, end]) => ({path, start, end})));
  for (const {line, start, letters} of textLines) {
    const end = start + letters.length;
    const here = spans.filter((span) => span.start < end && span.end > start);
    const cuts = [...new Set([start, end, ...here.flatMap((span) => [span.start, span.end])])]
      .filter((cut) => cut >= start && cut <= end).sort((one, other) => one - other);
    line.replaceChildren(...cuts.slice(1).map((to, number) => {
      const from = cuts[number];
      const paths = here.filter((span) => span.start <= from && span.end >= to).map((span) => span.path);
      const piece = document.createElement(paths.length ? "mark" : "span");
      piece.textContent = letters.slice(from - start, to - start).join("");
      piece.dataset.from = from;
      if (paths.length) {
        piece.dataset.paths = ` ${paths.join(" ")} `;
        piece.addEventListener("click", () => { if (getSelection().isCollapsed) onPick(paths[paths.length - 1]); });
      }
      return piece;
    }));
  }
}

// A part of a task without a place of its own is shown with its task.
function placeOf(path) {
  if (!path || marks[path]) return path;
  const task = path.startsWith("tasks.") ? path.split(".").slice(0, 2).join(".") : null;
  return task && marks[task] ? task : null;
}

export function light(path, isMoving = true) {
  lit = path;
  const place = placeOf(path);
  let first = null;
  for (const rect of document.querySelectorAll("svg rect.mark")) {
    const isLit = rect.dataset.path === place;
    rect.classList.toggle("lit", isLit);
    if (rect.dataset.path.split(".").length > 2) rect.style.display = isLit ? "" : "none";
    if (isLit) {
      const isHigher = !first || rect.getBoundingClientRect().top < first.getBoundingClientRect().top;
      if (isHigher) first = rect;
    }
  }
  for (const piece of document.querySelectorAll("#words mark")) {
    const isLit = Boolean(place) && piece.dataset.paths.includes(` ${place} `);
    piece.classList.toggle("lit", isLit);
    if (isLit) first = first || piece;
  }
  if (first && isMoving) show(first);
}

function show(place) {
  const box = place.getBoundingClientRect();
  const frame = paper.getBoundingClientRect();
  if (box.top < frame.top + 60 || box.bottom > frame.bottom - 30) {
    paper.scrollTop += box.top - frame.top - frame.height * 0.3;
  }
  if (box.left < frame.left || box.right > frame.right) paper.scrollLeft += box.left - frame.left - 40;
}

export function goToPage(number) {
  document.getElementById(`trang-${number}`)?.scrollIntoView({block: "start"});
}
for (const link of document.querySelectorAll(".thumbs a")) {
  link.addEventListener("click", (event) => { event.preventDefault(); goToPage(link.dataset.page); });
}
new ResizeObserver(lay).observe(paper);
lay();
for (const sheet of sheets) seen.observe(sheet.figure);
