// Tìm, lọc, xếp sổ trên rows.json. Chưa tìm thì bảng dựng sẵn đứng nguyên và chưa tải gì; không script thì bảng vẫn đủ.
import { codeIn, hay, rows, words } from "./rows.js";
import { element, number, shown as suggested } from "./search.js";

const table = document.querySelector("[data-registry]"), body = table.tBodies[0], caption = table.caption, form = document.getElementById("loc");
const model = document.querySelector("[data-row]").content.querySelector("tr"), told = form.querySelector("[data-count]"), fold = form.querySelector(".filters__fold");
const nothing = document.querySelector("[data-nothing]"), relax = document.querySelector("[data-relax]");
const more = document.querySelector("[data-more]"), pager = document.querySelector("[data-pager]"), called = element("p", { id: "ten" });
const selects = [...form.querySelectorAll("select")], built = { rows: [...body.rows], caption: caption.textContent };
const FOLDED = fold.textContent, STEP = 100, AT_ONCE = 8, UNKNOWN = "khong-ro";
const IN_FORCE = ["valid", "re_evaluation_due", "extended"];
const STATES = [...IN_FORCE, "under_review", "preparing", "undetermined", "not_recognised", "expired", "revoked"];
// Cách xếp của mỗi cột xếp được, và chiều của lần bấm đầu.
const SORTS = {
  ten: { first: 1, key: (registry, at) => at },
  sao: { first: -1, key: (registry, at) => registry.star(at) },
  "trang-thai": { first: 1, key: (registry, at) => STATES.indexOf(registry.state(at)) },
  nam: { first: -1, key: (registry, at) => registry.year[at] },
};
// Như facet_values của views/facets.py; trạng thái là của hôm nay.
const FACETS = {
  sao: (registry, at) => [registry.star(at)],
  "trang-thai": (registry, at) => {
    const state = registry.state(at);
    return IN_FORCE.includes(state) ? [state, "in_force"] : [state];
  },
  nhom: (registry, at) => registry.classes[registry.class[at]],
  xa: (registry, at) => [registry.placed(at)[1]],
  huyen: (registry, at) => [registry.placed(at)[4]],
  loai: (registry, at) => [registry.producer_type[registry.producer[at]]],
  nam: (registry, at) => [registry.year[at]],
};
const swapped = (list, place, value) => list.map((one, at) => at === place ? value : one);
const products = amount => `${number(amount)} sản phẩm`;
let sort = "", shown = STEP, timer, waiting;

// Giá trị của từng sản phẩm ở từng bộ lọc, tính một lần cho mỗi ngày.
const values = registry => {
  const day = new Date(Date.now() + 252e5).toISOString().slice(0, 10);
  if (registry.valuesOn !== day) {
    registry.valuesOn = day;
    registry.values = selects.map(select => registry.name.map((_, at) => FACETS[select.name](registry, at).map(value => String(value || UNKNOWN))));
  }
  return registry.values;
};

const wanted = () => ({ query: words(form.elements.q.value), filters: selects.map(select => select.value) });

// Dòng khớp, số dòng mỗi lựa chọn sẽ để lại, và số dòng chỉ vướng một bộ lọc.
const filtered = (registry, query, filters) => {
  const found = [], totals = selects.map(() => ({})), only = selects.map(() => 0), of = values(registry);
  const groups = query.length ? registry.search(query).map(([, hits]) => hits) : [registry.name.map((_, at) => at)];
  for (const hits of groups) {
    for (const at of hits) {
      let missed = -1, misses = 0;
      for (let facet = 0; facet < filters.length && misses < 2; facet += 1) {
        if (filters[facet] && !of[facet][at].includes(filters[facet])) {
          missed = facet;
          misses += 1;
        }
      }
      if (misses > 1) { continue; }
      if (misses) { only[missed] += 1; } else { found.push(at); }
      totals.forEach((total, facet) => {
        if (!misses || missed === facet) { of[facet][at].forEach(value => { total[value] = (total[value] || 0) + 1; }); }
      });
    }
  }
  return { found, totals, only };
};

const sorted = (registry, found) => {
  if (!sort) { return found; }
  const { key } = SORTS[sort.replace(/^-/, "")], sign = sort[0] === "-" ? -1 : 1;
  return found.sort((one, other) => sign * (key(registry, one) - key(registry, other)) || one - other);
};

const row = (registry, at) => {
  const made = model.cloneNode(true), [star, points] = registry.standings[registry.standing[at]], [now, , then, district] = registry.placed(at);
  const maker = registry.producer[at], state = registry.state(at);
  const formerly = [then, district].filter(Boolean).join(", ");
  const texts = {
    name: registry.name[at], star: star && `${star} sao `, state: registry.states[state], producer: registry.producer_name[maker],
    place: now, formerly: formerly && `cũ: ${formerly}`, anyplace: now || formerly, year: registry.year[at],
  };
  made.querySelectorAll("[data-part], [data-without]").forEach(part => {
    const text = texts[part.dataset.part || part.dataset.without], name = part.dataset.part;
    if (!text !== !name) { return part.remove(); }
    if (!name) { return; }
    part.textContent = text;
    if (name === "name") { part.href = registry.address(at); }
    if (name === "producer") { part.href = registry.producerAddress(maker); }
    if (name === "star") { part.append(element("span", { className: "stars__glyphs", ariaHidden: "true" }, "★".repeat(star) + "☆".repeat(5 - star))); }
    if (name === "state") {
      part.classList.add(`state--${state}`);
      part.dataset.states = `-:${points}`;
    }
  });
  return made;
};

// Xem thêm thì các dòng đang có đứng nguyên: trang không ngắn đi rồi dài lại, người đọc còn ở chỗ cũ.
const show = (registry, kept = 0) => {
  const { query, filters } = wanted(), untouched = !query.length && !filters.some(Boolean) && !sort;
  const { found, totals, only } = filtered(registry, query, filters);
  const page = untouched ? built.rows : sorted(registry, found).slice(0, shown), drawn = at => untouched ? at : row(registry, at);
  if (!kept) { body.replaceChildren(...page.slice(0, AT_ONCE).map(drawn)); }
  caption.textContent = untouched ? built.caption : query.length && !sort ? "Kết quả, dòng khớp nhất đứng trước" : "Kết quả";
  more.hidden = untouched || found.length <= shown;
  if (pager) { pager.hidden = !untouched; }
  tell(`${number(found.length)} / ${products(registry.name.length)}`);
  table.querySelectorAll("th[data-key]").forEach(cell => {
    const way = sort.replace(/^-/, "") === cell.dataset.key && (sort[0] === "-" ? "descending" : "ascending");
    if (SORTS[cell.dataset.key]) { cell.setAttribute("aria-sort", way || "none"); }
  });
  table.hidden = !found.length;
  nothing.hidden = !table.hidden;
  const bearers = bearersOf(registry, query, found.length);
  called.replaceChildren(...bearers.flatMap(one => {
    const [name, href, kind, ...details] = suggested(registry, one), text = details.slice(0, one.own ? 1 : 2).filter(Boolean).join(", ");
    return [`${kind}: `, element("a", { href }, name), `${/huyen-cu/.test(href) ? " (cũ)" : ""}, ${text.replace(/\b0 /, "sổ chưa có ")}`, element("br")];
  }));
  (table.hidden ? relax : table).before(called);
  if (table.hidden) { relax.replaceChildren(...offers(registry, query, filters, only, bearers)); }
  // Các dòng phải cuộn mới thấy và các số trong danh sách đang đóng chờ lượt vẽ sau, để máy yếu không khựng.
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(() => {
    waiting = requestAnimationFrame(() => {
      body.append(...page.slice(kept || AT_ONCE).map(drawn));
      if (kept) { body.rows[kept].querySelector("a").focus(); }
      count(totals);
      table.ariaBusy = String(Boolean(timer)); // còn chữ vừa gõ chưa tìm thì chưa xong
    });
  });
};
const count = totals => selects.forEach((select, facet) => {
  for (const option of select.options) {
    const text = option.value && `${option.dataset.label} (${number(totals[facet][option.value] || 0)})`;
    if (text && option.textContent !== text) { option.textContent = text; }
  }
});
const tell = text => { if (told.textContent !== text) { told.textContent = text; } };

// Số lần thêm, bớt, thay một chữ cái hay đổi chỗ hai chữ cái liền nhau để chữ này thành chữ kia.
const distance = (one, other) => {
  const rows = Array.from({ length: one.length + 1 }, (_, at) => [at]);
  for (let at = 0; at <= other.length; at += 1) { rows[0][at] = at; }
  for (let i = 1; i <= one.length; i += 1) {
    for (let j = 1; j <= other.length; j += 1) {
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (one[i - 1] !== other[j - 1]));
      if (one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) { rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1); }
    }
  }
  return rows[one.length][other.length];
};
// Nơi, chủ thể mà câu tìm là tên hay phần đầu của tên; hơn ba tên mở đầu như thế thì chỉ khi không ra dòng nào.
const bearersOf = (registry, query, found) => {
  const start = query.map(word => ` ${word.folded}`).join("") || "-", whole = `${start} `, same = [], begun = [];
  const add = (kind, at, names, own) => (names.includes(whole) ? same : names.some(name => name.startsWith(start)) ? begun : []).push({ kind, at, own });
  registry.units.forEach((unit, at) => {
    const names = [unit[0], registry.spellings[unit[0]], unit[2]].join(" | ").split(" | ");
    const { folded } = unit.names ??= hay([...names, ...names.map(one => one.replace(/^\P{Lu}+/u, ""))]);
    add("unit", at, folded, folded[0].includes(start));
  });
  // Từ Phong là Công ty TNHH MTV Từ Phong; một chữ thì chưa chắc.
  hay(registry.producer_name).folded.forEach((line, at) => add("producer", at, [query[1] && line.endsWith(whole) ? whole : line]));
  return same.concat(found && begun[3] ? [] : begun).slice(0, 3);
};
// Câu tìm với chữ không đâu có được thay bằng chữ gần nhất trong sổ, chữ nào ra nhiều dòng nhất, dấu như dòng đầu; không có thì rỗng.
const respelt = (registry, query) => {
  const names = registry.fields.slice(0, 7), split = fields => [...new Set(fields.flatMap(([field]) => hay(field).text.split(" ")))];
  const known = split(names), places = split(registry.unitFields), folded = query.map(word => word.folded);
  const wrong = folded.findIndex(one => !places.includes(one) && !known.some(word => word.startsWith(one)));
  if (wrong < 0 || folded[wrong].length < 3) { return ""; }
  const near = known.map(word => [distance(folded[wrong], word), word]), least = Math.min(...near.map(([far]) => far));
  if (least > (folded[wrong].length > 5 ? 2 : 1)) { return ""; }
  const [[text, [first]]] = near.filter(([far]) => far === least).map(([, word]) => swapped(folded, wrong, word))
    .map(text => [text, registry.search(words(text.join(" "))).flatMap(([, hits]) => hits)])
    .sort((one, other) => other[1].length - one[1].length);
  if (first === undefined) { return ""; }
  const [plain, marked] = ["folded", "marks"].map(form => names.flatMap(([field, , of]) => hay(field)[form][of ? of[first] : first].split(" ")));
  return text.map(word => marked[plain.indexOf(word)] ?? word).join(" ");
};

// Tên riêng không phải chữ gõ nhầm. Mỗi cách nới kèm số sản phẩm nó tìm ra; cách cuối luôn ra cả sổ.
const offers = (registry, query, filters, only, [bearer]) => {
  const made = [], none = filters.map(() => ""), typed = form.elements.q.value.trim();
  const offer = (label, text, chosen, total = filtered(registry, words(text), chosen).found.length) => {
    if (!total) { return; }
    const button = element("button", { type: "button", className: "button button--quiet" }, `${label} (${products(total)})`);
    button.addEventListener("click", () => {
      form.elements.q.value = text;
      selects.forEach((select, facet) => { select.value = chosen[facet]; });
      update(true);
      told.focus();
    });
    made.push(button);
  };
  const named = facet => selects[facet].labels[0].textContent.toLowerCase();
  const active = filters.flatMap((value, facet) => value ? [facet] : []);
  const similar = query.length && !bearer && respelt(registry, query);
  const shorter = query.length > 1 && !bearer ? query.map(dropped => query.filter(word => word !== dropped).map(word => word.typed).join(" ")) : [];
  const code = codeIn(typed);
  if (code) { made.push(element("a", { className: "button", href: `${registry.root}v/${code}/` }, `Tra mã ${code}`)); }
  if (similar) { offer(`Có phải “${similar}”?`, similar, filters); }
  active.forEach(facet => offer(`Bỏ lọc ${named(facet)}`, typed, swapped(filters, facet, ""), only[facet]));
  if (query.length && active.length) {
    offer(`Bỏ chữ “${typed}”`, "", filters);
    offer("Bỏ mọi bộ lọc", typed, none);
  }
  shorter.forEach(text => offer(`Chỉ tìm “${text}”`, text, filters));
  if (!made.length) {
    [similar, ...shorter].filter(Boolean).forEach(text => offer(`Tìm “${text}”, không lọc`, text, none));
    active.forEach(facet => offer(`Chỉ lọc ${named(facet)}`, "", swapped(none, facet, filters[facet])));
  }
  offer("Xem cả sổ", "", none);
  return made;
};

const run = kept => {
  table.ariaBusy = "true";
  return rows(form).then(registry => show(registry, kept), () => {
    table.ariaBusy = "false";
    tell("Chưa lấy được danh sách để tìm và lọc. Bảng dưới đây vẫn dùng được.");
  });
};

const address = () => {
  const entries = [["q", form.elements.q.value.trim()], ...selects.map(select => [select.name, select.value]), ["sap-xep", sort]];
  const text = String(new URLSearchParams(entries.filter(([, value]) => value)));
  return location.pathname + (text && `?${text}`) + location.hash;
};
const read = () => {
  const given = new URLSearchParams(location.search), chosen = given.get("sap-xep") || "";
  form.elements.q.value = given.get("q") || "";
  selects.forEach(select => {
    select.value = given.get(select.name) || "";
    if (select.selectedIndex < 0) { select.value = ""; }
  });
  if (selects.some(select => select.value)) { unfold(true); }
  sort = Object.hasOwn(SORTS, chosen.replace(/^-/, "")) ? chosen : "";
};
const update = push => {
  clearTimeout(timer);
  timer = 0;
  shown = STEP;
  if (address() !== location.pathname + location.search + location.hash) { history[push ? "pushState" : "replaceState"](null, "", address()); }
  run();
};

table.querySelectorAll("th[data-key]").forEach(cell => {
  const { key } = cell.dataset;
  if (!SORTS[key]) { return; }
  const button = element("button", { type: "button", className: "sort" }, cell.textContent);
  const ways = SORTS[key].first > 0 ? [key, `-${key}`, ""] : [`-${key}`, key, ""];
  button.addEventListener("click", () => {
    sort = ways[(ways.indexOf(sort) + 1) % 3];
    update(true);
  });
  cell.replaceChildren(button);
});
const unfold = open => {
  const used = selects.filter(select => select.value).length;
  form.dataset.folded = String(!open);
  fold.ariaExpanded = String(open);
  fold.textContent = open ? "Thu gọn bộ lọc" : used ? `Bộ lọc (đang dùng ${used})` : FOLDED;
};
fold.addEventListener("click", () => unfold(form.dataset.folded === "true"));
form.hidden = false;
told.tabIndex = -1;
form.addEventListener("submit", event => { event.preventDefault(); update(true); });
form.addEventListener("reset", () => setTimeout(() => { sort = ""; update(true); }));
form.elements.q.addEventListener("input", () => {
  table.ariaBusy = "true";
  clearTimeout(timer);
  timer = setTimeout(update, 80, false);
});
selects.forEach(select => select.addEventListener("change", () => update(true)));
more.firstElementChild.addEventListener("click", () => { shown += STEP; run(body.rows.length); });
addEventListener("popstate", () => { read(); run(); });
read();
document.documentElement.classList.remove("asked");
// Chạm vào ô đầu tiên mới lấy danh sách; có điều kiện sẵn trong địa chỉ thì lấy ngay.
if (form.elements.q.value || selects.some(select => select.value) || sort) { run(); } else { form.addEventListener("focusin", () => run(), { once: true }); }
