// Talking to the service: every write carries the token of this page.
const token = document.querySelector('meta[name="token"]').content;

export class Trouble extends Error {}

export async function send(method, address, body, extra = {}) {
  const isFile = body instanceof Blob;
  const headers = {"X-Vanthu-Token": token, "Accept": "application/json", ...extra.headers};
  if (!isFile) headers["Content-Type"] = "application/json";
  let answer;
  try {
    answer = await fetch(address, {
      method, headers, body: isFile ? body : JSON.stringify(body), keepalive: Boolean(extra.keepalive),
    });
  } catch {
    throw new Trouble("Không liên lạc được với vanthu trên máy này. Chữ đang gõ vẫn còn trên trang.");
  }
  return read(answer);
}

export async function ask(address) {
  let answer;
  try {
    answer = await fetch(address, {headers: {"Accept": "application/json"}});
  } catch {
    throw new Trouble("Không liên lạc được với vanthu trên máy này.");
  }
  return read(answer);
}

async function read(answer) {
  if (answer.status === 204) return null;
  const isJson = (answer.headers.get("content-type") || "").includes("json");
  const told = isJson ? await answer.json() : {message: await answer.text()};
  if (!answer.ok) throw new Trouble(said(told));
  return told;
}

function said(told) {
  if (typeof told.message === "string") return told.message;
  return typeof told.detail === "string" ? told.detail : "Yêu cầu không được nhận; hãy tải lại trang.";
}

let timer;
export function say(text, isBad = false) {
  const place = document.getElementById("said");
  clearTimeout(timer);
  place.textContent = text;
  place.classList.toggle("bad", isBad);
  if (text) timer = setTimeout(() => { place.textContent = ""; }, isBad ? 9000 : 3500);
}

export function complain(problem) {
  if (!(problem instanceof Trouble)) throw problem;
  say(problem.message, true);
}
