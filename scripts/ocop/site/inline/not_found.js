// Reads the code that was typed, says what kind of code it is and which codes of the register are near it.
{
const SIGNS = "0123456789BCGHKMNPQRTVX", LOOKALIKES = {O: "0", D: "0", I: "1", L: "1", Z: "2", S: "5", U: "V", Y: "V", "Đ": "0"};
const box = document.querySelector("[data-root]"), {root, list} = box.dataset;
const plainly = (text) => { try { return decodeURIComponent(text); } catch { return text; } };

// What stands after the address of the register's codes; a code typed straight after the host counts too.
const typed = () => {
  const path = plainly(location.pathname.startsWith(root) ? location.pathname.slice(root.length) : location.pathname.slice(1));
  const found = /^v\/+(.*?)\/*(?:index\.html)?$/is.exec(path);
  if (found) return found[1];
  const alone = path.replace(/\/+$/, "");
  return !alone.includes("/") && ["unknown", "official"].includes(kind(alone).name) ? alone : null;
};
const sum = (body) => SIGNS[[...body].reduce((total, sign, place) => total + (place + 1) * SIGNS.indexOf(sign), 0) % 23];
const isLookup = (code) => /^[BCGHKMNPQRTVX][0-9BCGHKMNPQRTVX]{8}$/.test(code) && sum(code.slice(0, 8)) === code[8];
const isBarcode = (digits) => /^(\d{8}|\d{12,14})$/.test(digits)
  && [...digits.slice(0, -1)].reverse().reduce((total, digit, place) => total + digit * (place % 2 ? 1 : 3), +digits.at(-1)) % 10 === 0;

// The kind of code, whatever the register holds, and its one spelling.
function kind(text) {
  const tidy = text.normalize("NFKC").toUpperCase().trim(), groups = tidy.split(/[\s\p{Pd}._/]+/u).filter(Boolean);
  const code = groups.join("");
  if (/^\d+$/.test(code)) {
    const widths = groups.map(group => group.length).join(" ");
    if (/^2 5 [1-4] 4$/.test(widths)) return {name: "official", code: groups.join("-")};
    if (/^2 3 5 [1-4] 4$/.test(widths)) return {name: "older", code: groups.join("-")};
    return {name: isBarcode(code) ? "barcode" : "unreadable", code};
  }
  if (isLookup(code)) return {name: "unknown", code};
  const guess = code.replace(/[A-ZĐ]/g, letter => LOOKALIKES[letter] || letter);
  if (isLookup(guess)) return {name: "unknown", code: guess};
  const like = [...guess].filter(sign => SIGNS.includes(sign)).length;
  return {name: like >= 6 && like === [...guess].length && like <= 16 ? "mistyped" : "unreadable", code: guess};
}

// Insertions, deletions, changed signs and neighbours exchanged, each counted once.
function distance(one, other) {
  const rows = [[...Array(other.length + 1).keys()]];
  for (let i = 1; i <= one.length; i += 1) {
    rows[i] = [i];
    for (let j = 1; j <= other.length; j += 1) {
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (one[i - 1] !== other[j - 1]));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
    }
  }
  return rows[one.length][other.length];
}

function offer(near) {
  const places = box.querySelector("[data-near]"), entries = places.querySelector("ul");
  for (const {code, shown, name, producer} of near) {
    const link = document.createElement("a"), item = document.createElement("li");
    link.href = root + "v/" + encodeURIComponent(code) + "/";
    link.textContent = shown;
    link.className = "code";
    item.append(link, " " + name + (producer ? " – " + producer : ""));
    entries.append(item);
  }
  places.hidden = !near.length;
}

function tell(name, text) {
  for (const other of box.querySelectorAll("[data-class]")) other.hidden = other.dataset.class !== name;
  for (const place of box.querySelectorAll("[data-typed]")) place.textContent = text.length > 40 ? text.slice(0, 40) + "…" : text;
  box.dataset.told = name;
  const {title} = box.querySelector(`[data-class="${name}"]`).dataset;
  box.querySelector("h1").textContent = title;
  document.title = title + " – " + box.dataset.name;
}

async function read(text) {
  const {name, code} = kind(text);
  tell(name, text);
  const bare = code.replaceAll("-", ""), near = [];
  if (bare.length < 6 || bare.length > 20) return;
  let products;
  try { products = (await (await fetch(list)).json()).codes; } catch { return; }
  for (const [own, title, producer, ...official] of products) {
    for (const each of [own, ...official]) {
      const candidate = each.replaceAll("-", "");
      if (candidate === bare) { location.replace(root + "v/" + each + "/" + location.hash); tell("found", each); return; }
      if (name === "barcode" || Math.abs(candidate.length - bare.length) > 2) continue;
      const steps = distance(bare, candidate);
      if (steps <= 2) near.push({code: each, steps, name: title, producer, shown: each === own ? each.replace(/(...)(?=.)/g, "$1 ") : each});
    }
  }
  offer(near.sort((a, b) => a.steps - b.steps || (a.code < b.code ? -1 : 1)).slice(0, 5));
}

const text = typed();
if (text !== null && text !== "") read(text);
for (const form of box.querySelectorAll("form[data-ask]")) {
  form.hidden = false;
  form.addEventListener("submit", event => {
    event.preventDefault();
    const wanted = form.elements.ma.value.trim().replaceAll("/", " ");
    if (wanted) location.assign(root + "v/" + encodeURIComponent(wanted) + "/");
  });
}
}
