"use strict";
// The page for review. Everything from the database is set as text, never as HTML.

const MODES = [["kata", "Kata", "1"], ["angka", "Angka", "2"], ["antrean", "Antrean", "3"],
               ["kepala", "Kepala keputusan", "4"], ["kemajuan", "Kemajuan", "5"]];
const LETTERS = "abcdefghijklmnopqrstuvwx";
const TOKEN = document.querySelector("meta[name=token]").content;
const state = { mode: "kata", things: [], wrong: new Set(), skip: 0, document: "", editing: null, busy: false,
                undo: [], zoom: 2, by: "" };

function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const main = document.getElementById("main");
const by = (id) => document.getElementById(id);
function show(...children) { main.replaceChildren(...children); }
function say(text) { by("message").textContent = text || ""; }
function keys(...pairs) {
  by("keys").replaceChildren(...pairs.map(([key, what]) => make("span", {}, make("kbd", {}, key), " " + what)));
}

async function ask(address) {
  const answer = await fetch(address);
  const value = await answer.json();
  if (!answer.ok) throw new Error(value.error || String(answer.status));
  return value;
}

async function tell(address, body) {
  const answer = await fetch(address, {
    method: "POST", headers: { "Content-Type": "application/json", "X-Lampiran-Token": TOKEN },
    body: JSON.stringify({ by: state.by, ...body }),
  });
  const value = await answer.json();
  if (!answer.ok) throw new Error(value.error || String(answer.status));
  return value.results;
}

async function once(work) {
  if (state.busy) return;
  state.busy = true;
  try { await work(); } catch (error) { say("Tidak berhasil: " + error.message); } finally { state.busy = false; }
}

async function load() {
  state.wrong.clear();
  state.editing = null;
  document.body.dataset.mode = state.mode;
  for (const button of by("modes").children) button.setAttribute("aria-current", button.dataset.mode === state.mode);
  if (state.mode === "kemajuan") { await showProgress(); return; }
  const found = await ask("/api/next?mode=" + state.mode + "&skip=" + state.skip + "&document=" + state.document);
  state.things = found.things;
  by("left").textContent = "Sisa: " + found.left;
  if (!found.things.length) {
    const rest = state.skip ? " (" + state.skip + " dilewati)" : "";
    show(make("p", { class: "done" }, "✓ Tidak ada lagi yang perlu diputuskan di sini" + rest + "."));
    keys(["1–5", "cara lain"], ["z", "batalkan keputusan terakhir"]);
  } else if (state.mode === "kata" || state.mode === "angka") showSheet();
  else showOne(found.head);
  main.focus();
  document.body.dataset.ready = String(Number(document.body.dataset.ready || 0) + 1);
}

// Sheets of words and figures.

function picture(address, text) { return make("img", { src: address, alt: text, loading: "eager" }); }

function showSheet() {
  const tiles = state.things.map((thing, place) => {
    const tile = make("div", { class: "tile", tabIndex: 0, onclick: () => toggle(place) },
      make("kbd", { class: "letter" }, LETTERS[place]),
      picture((state.mode === "kata" ? "/kata/" : "/sel/") + thing.item, "gambar kata"),
      make("div", { class: "read" }, thing.proposal || "(kosong)"),
      make("div", { class: "why" }, thing.reason + " · " + (thing.kolom || "")));
    tile.dataset.item = thing.item;
    return tile;
  });
  show(make("h2", {}, "Tandai yang salah, lalu tekan Enter: yang lain dianggap benar."),
       make("div", { class: "sheet" }, ...tiles));
  keys(["a–x", "tandai salah"], ["Enter", "selesaikan layar"], ["Shift+S", "lewati layar"], ["z", "batalkan"], ["1–5", "cara lain"]);
}

function tileOf(place) { return main.querySelectorAll(".tile")[place]; }

function toggle(place) {
  if (state.editing !== null || place >= state.things.length) return;
  if (state.wrong.has(place)) state.wrong.delete(place); else state.wrong.add(place);
  tileOf(place).classList.toggle("wrong", state.wrong.has(place));
}

function finishSheet() {
  if (!state.wrong.size) { once(() => sendSheet(new Map())); return; }
  const typed = new Map();
  const waiting = [...state.wrong].sort((one, other) => one - other);
  const next = () => {
    if (!waiting.length) { state.editing = null; once(() => sendSheet(typed)); return; }
    const place = waiting.shift();
    const thing = state.things[place];
    state.editing = place;
    const box = make("input", { value: (thing.candidates[0] || [thing.proposal])[0], maxLength: 40000, "aria-label": "Yang benar" });
    box.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter") { typed.set(place, box.value); box.replaceWith(make("div", { class: "read" }, "→ " + box.value)); next(); }
      else if (event.key === "Escape") { typed.set(place, null); box.remove(); next(); }
      else return;
      event.preventDefault();
    });
    tileOf(place).append(box);
    box.focus();
    box.select();
  };
  keys(["Enter", "simpan yang diketik"], ["Esc", "biarkan terbuka"]);
  next();
}

async function sendSheet(typed) {
  const answers = [];
  state.things.forEach((thing, place) => {
    if (!state.wrong.has(place)) answers.push(answerOf(thing, "confirm"));
    else if (typed.get(place) !== null) answers.push(answerOf(thing, "correct", typed.get(place)));
    else state.skip += 1;
  });
  await send(answers);
}

function answerOf(thing, act, value, more) {
  return { item: thing.item, mark: thing.mark, act, value: value || "", ...more };
}

async function send(answers) {
  const results = await tell("/api/settle", { answers });
  const made = results.filter((result) => result.decision).map((result) => result.decision);
  if (made.length) state.undo.push(made);
  const left = results.filter((result) => !result.done);
  say(left.map((result) => result.why).filter((why, place, all) => all.indexOf(why) === place).join(" "));
  await load();
}

async function undoLast() {
  const made = state.undo.pop();
  if (!made) { say("Tidak ada keputusan untuk dibatalkan."); return; }
  const results = await tell("/api/undo", { decisions: made });
  const left = results.filter((result) => !result.done);
  say(left.length ? left[0].why : "Dibatalkan: " + results.length + " keputusan.");
  await load();
}

// One thing at a time.

function marked(text, word) {
  const line = make("dd", {});
  const at = word ? text.indexOf(word) : -1;
  if (at < 0) line.append(text || "(kosong)");
  else line.append(text.slice(0, at), make("mark", {}, word), text.slice(at + word.length));
  return line;
}

function difference(raw, text) {
  const line = make("dd", {});
  const mine = raw.split(" "), theirs = text.split(" ");
  let first = 0, last = 0;
  while (first < mine.length && first < theirs.length && mine[first] === theirs[first]) first += 1;
  while (last < mine.length - first && last < theirs.length - first && mine[mine.length - 1 - last] === theirs[theirs.length - 1 - last]) last += 1;
  const part = (words, start, end) => words.slice(start, end).join(" ");
  line.append(part(mine, 0, first) + " ", make("del", { class: "gone" }, part(mine, first, mine.length - last)), " ",
    make("ins", { class: "came" }, part(theirs, first, theirs.length - last)), " " + part(mine, mine.length - last, mine.length));
  return line;
}

function showOne(head) {
  const thing = state.things[0];
  const facts = make("dl", {});
  const add = (name, value) => { if (value) facts.append(make("dt", {}, name), value instanceof Node ? value : make("dd", {}, String(value))); };
  add("Dokumen", [thing.wilayah, thing.file, thing.page ? "halaman " + thing.page : ""].filter(Boolean).join(" · "));
  if (thing.urutan || thing.kolom) add("Tempat", [thing.urutan ? "baris " + thing.urutan : "", thing.kolom].filter(Boolean).join(", "));
  if (thing.scope === "row") add("Indikator", thing.row.indikator);
  add("Mengapa", thing.reason);
  if (thing.scope !== "document") add("Usulan", marked(thing.text || "", thing.word));
  if (thing.scope === "cell" && thing.raw && thing.raw !== thing.text) add("Terbaca → diperbaiki", difference(thing.raw, thing.text || ""));
  add("Pembaca lain", thing.other);
  if (thing.row.langkah_aksi && thing.kolom !== "langkah_aksi") add("Langkah aksi", thing.row.langkah_aksi);
  if (thing.candidates.length) {
    add("Pilihan", make("dd", {}, make("ol", { class: "candidates" }, ...thing.candidates.map(([value, score]) =>
      make("li", {}, value + (score ? " (" + Math.round(score * 100) + " %)" : ""))))));
  }
  if (head) for (const [name, value] of Object.entries(head)) if (value !== null && name !== thing.kolom) add(name, value);
  const editor = make("div", { id: "editor" });
  const buttons = make("div", { class: "buttons" },
    ...ACTIONS.filter(([, , fits]) => fits(thing)).map(([key, what, , act]) =>
      make("button", { type: "button", onclick: () => act(thing) }, make("kbd", {}, key), " " + what)));
  const panel = make("div", { class: "facts" }, make("h2", {}, "Apakah ini benar?"), facts, editor, buttons);
  const views = make("div", {});
  if (thing.box.length && !thing.rotation) views.append(pageView(thing));
  const cut = thing.box.length ? make("div", { class: "cut" }, picture("/sel/" + thing.item, "gambar sel")) : null;
  if (cut) { cut.firstChild.addEventListener("error", () => cut.remove()); views.prepend(cut); }
  if (!thing.box.length && thing.page) views.append(pageView(thing));
  show(make("div", { class: "two" }, views, panel));
  keys(...ACTIONS.filter(([, , fits]) => fits(thing)).map(([key, what]) => [key, what]), ["+ −", "perbesar"], ["1–5", "cara lain"]);
  if (thing.candidates.length) by("keys").append(make("span", {}, make("kbd", {}, "Shift+1–9"), " pilih"));
}

function pageView(thing) {
  const paper = make("div", { class: "sheet-of-paper" });
  const image = picture("/halaman/" + thing.document_id + "/" + thing.page, "halaman " + thing.page);
  const view = make("div", { class: "page" }, paper);
  image.addEventListener("error", () => view.remove());
  paper.append(image);
  const place = () => {
    paper.style.width = 100 * state.zoom + "%";
    if (!thing.box.length) return;
    const [x0, y0, x1, y1] = thing.box, [width, height] = thing.size;
    let here = paper.querySelector(".here");
    if (!here) { here = make("div", { class: "here" }); paper.append(here); }
    here.style.left = 100 * x0 / width + "%";
    here.style.top = 100 * y0 / height + "%";
    here.style.width = 100 * (x1 - x0) / width + "%";
    here.style.height = 100 * (y1 - y0) / height + "%";
    view.scrollTo(here.offsetLeft - view.clientWidth / 3, here.offsetTop - view.clientHeight / 3);
  };
  image.addEventListener("load", place);
  view.addEventListener("zoom", place);
  return view;
}

function zoom(factor) {
  state.zoom = Math.min(6, Math.max(1, state.zoom * factor));
  for (const view of main.querySelectorAll(".page")) view.dispatchEvent(new Event("zoom"));
}

function settleOne(thing, act, value, more) { once(() => send([answerOf(thing, act, value, more)])); }

function edit(thing, whole, act, label) {
  const start = act === "ask" ? "" : whole || !thing.word ? thing.text || "" : thing.word;
  const box = make("textarea", { value: start, maxLength: 40000, "aria-label": label });
  box.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter" && !event.shiftKey) {
      if (act === "ask") settleOne(thing, "ask", "", { note: box.value });
      else settleOne(thing, act, box.value, { whole });
    } else if (event.key === "Escape") { by("editor").replaceChildren(); main.focus(); } else return;
    event.preventDefault();
  });
  by("editor").replaceChildren(make("label", {}, label, box));
  box.focus();
  box.select();
}

function skipOne() { state.skip += 1; once(load); }

function nextDocument(thing) {
  once(async () => {
    const all = (await ask("/api/progress")).documents.filter((line) => line.settled < line.things).map((line) => line.id);
    const at = all.indexOf(thing.document_id);
    state.document = all[(at + 1) % all.length] || "";
    state.skip = 0;
    await load();
  });
}

const always = () => true;
const ofText = (thing) => thing.scope !== "document";
const ACTIONS = [
  ["Enter", "benar", always, (thing) => settleOne(thing, "confirm")],
  ["e", "perbaiki", ofText, (thing) => edit(thing, false, "correct", "Yang benar")],
  ["w", "perbaiki seluruh sel", (thing) => thing.scope === "cell" && Boolean(thing.word), (thing) => edit(thing, true, "correct", "Isi sel yang benar")],
  ["a", "tulisan asli", (thing) => thing.scope === "cell" && Boolean(thing.word), (thing) => settleOne(thing, "author")],
  ["t", "tanyakan", always, (thing) => edit(thing, true, "ask", "Pertanyaan untuk kantor")],
  ["b", "bukan rencana", (thing) => Boolean(thing.urutan), (thing) => once(async () => {
    const results = await tell("/api/not-plan", { document: thing.document_id, urutan: thing.urutan });
    state.undo.push(results.map((result) => result.decision));
    await load();
  })],
  ["s", "lewati", always, skipOne],
  ["z", "batalkan", always, () => once(undoLast)],
  ["n", "dokumen berikutnya", always, nextDocument],
];

// Progress and groups.

async function showProgress() {
  const found = await ask("/api/progress");
  const total = found.documents.reduce((sum, line) => sum + line.things, 0);
  const done = found.documents.reduce((sum, line) => sum + line.settled, 0);
  by("left").textContent = "Selesai: " + done + " dari " + total;
  const lines = found.documents.map((line) => make("tr", {},
    make("td", {}, line.settled === line.things ? "✓" : ""), make("td", {}, line.wilayah || ""), make("td", {}, line.file),
    make("td", { class: "number" }, line.settled + " / " + line.things), make("td", { class: "number" }, String(line.asked)),
    make("td", { class: "number" }, String(line.conflicts)),
    make("td", {}, make("button", { type: "button", onclick: () => { state.document = line.id; go("antrean"); } }, "Buka"))));
  const heads = ["", "Wilayah", "Berkas", "Selesai", "Ditanyakan", "Berbeda", ""].map((head) => make("th", {}, head));
  const groups = found.groups.map((group) => make("tr", {},
    make("td", {}, group.things + " sel pada kolom " + group.kolom + ", " + (group.wilayah || group.file) + ": " + group.reason),
    make("td", {}, make("button", { type: "button", onclick: () => settleGroup(group, "empty") }, "Biarkan seperti terbaca"), " ",
      make("button", { type: "button", onclick: () => settleGroup(group, "above") }, "Sama dengan baris di atasnya"))));
  show(make("h2", {}, "Dokumen"), make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...lines)),
    groups.length ? make("h2", {}, "Sekelompok sel sekaligus") : null,
    groups.length ? make("table", {}, make("tbody", {}, ...groups)) : null);
  keys(["1–4", "periksa"], ["z", "batalkan"]);
  document.body.dataset.ready = String(Number(document.body.dataset.ready || 0) + 1);
}

function settleGroup(group, how) {
  once(async () => {
    const results = await tell("/api/group", { document: group.document_id, kolom: group.kolom, code: group.code, how });
    state.undo.push(results.filter((result) => result.decision).map((result) => result.decision));
    await load();
  });
}

// Keys.

function go(mode) { state.mode = mode; state.skip = 0; say(""); once(load); }

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (state.editing !== null || /^(INPUT|TEXTAREA)$/.test(event.target.tagName)) return;
  if (event.target.tagName === "BUTTON" && event.key === "Enter") return;
  const mode = MODES.find(([, , key]) => key === event.key && !event.shiftKey);
  const chosen = event.shiftKey && /^Digit[1-9]$/.test(event.code) ? Number(event.code.slice(5)) - 1 : -1;
  const sheet = (state.mode === "kata" || state.mode === "angka") && state.things.length;
  const thing = state.things[0];
  if (mode) { state.document = ""; go(mode[0]); }
  else if (event.key === "z") once(undoLast);
  else if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-") zoom(0.8);
  else if (sheet && event.key === "Enter") finishSheet();
  else if (sheet && event.key === "S") { state.skip += state.things.length; once(load); }
  else if (sheet && LETTERS.includes(event.key)) toggle(LETTERS.indexOf(event.key));
  else if (!sheet && thing && state.mode !== "kemajuan") {
    const action = ACTIONS.find(([key, , fits]) => key === event.key && fits(thing));
    if (chosen >= 0 && thing.candidates[chosen]) settleOne(thing, "correct", thing.candidates[chosen][0]);
    else if (action) action[3](thing);
    else return;
  } else return;
  event.preventDefault();
});

function askName() {
  const box = make("input", { maxLength: 100, "aria-label": "Nama pemeriksa", required: true });
  const dialog = make("dialog", {}, make("label", {}, "Nama pemeriksa (dicatat pada setiap keputusan):", box),
    make("button", { type: "button", onclick: () => done() }, "Mulai"));
  const done = () => {
    if (!box.value.trim()) return;
    state.by = box.value.trim();
    try { localStorage.setItem("pemeriksa", state.by); } catch { /* the name is asked for again next time */ }
    dialog.remove();
    start();
  };
  box.addEventListener("keydown", (event) => { event.stopPropagation(); if (event.key === "Enter") { event.preventDefault(); done(); } });
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  document.body.append(dialog);
  dialog.showModal();
  box.focus();
}

function start() {
  by("person").textContent = state.by;
  once(load);
}

by("modes").append(...MODES.map(([mode, name, key]) => {
  const button = make("button", { type: "button", onclick: () => { state.document = ""; go(mode); main.focus(); } }, make("kbd", {}, key), " " + name);
  button.dataset.mode = mode;
  return button;
}));
try { state.by = localStorage.getItem("pemeriksa") || ""; } catch { state.by = ""; }
if (state.by) start(); else askName();
