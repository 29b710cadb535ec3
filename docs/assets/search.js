import { codeIn, rows } from "./rows.js";

export const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};
export const number = count => count.toLocaleString("vi");
const products = (list, wanted) => `${number(list.filter(wanted).length)} sản phẩm`;

export const shown = (registry, { kind, at }) => {
  const { units, places, producer, producer_name: makers } = registry;
  if (kind === "unit") {
    const [name, code, before] = units[at];
    const total = products(registry.placeOf, place => [1, 4].some(one => places[place][one] === code));
    return [name, registry.unitAddress(units[at]), "Địa bàn", total, before && `gồm ${before.replace(/ \| /g, ", ")} cũ`];
  }
  if (kind === "producer") {
    const total = products(producer, one => one === at);
    return [makers[at], registry.producerAddress(at), "Chủ thể", registry.types[registry.producer_type[at]]?.[0], total];
  }
  const [now, , then, district] = registry.placed(at), state = registry.state(at), star = registry.star(at);
  const badge = element("span", { className: `state state--${state}`, textContent: registry.states[state] });
  const place = now || [then, district].filter(Boolean).join(", ");
  return [registry.name[at], registry.address(at), star && `${star} sao`, badge, makers[producer[at]], place];
};

const option = ([name, href, ...details], id) => {
  const rest = details.filter(Boolean).flatMap((detail, at) => at ? [" · ", detail] : [detail]);
  const made = element("li", { id, role: "option", ariaSelected: "false" },
    element("span", { className: "suggest__name", textContent: name }), " ", element("span", { className: "suggest__detail" }, ...rest));
  made.dataset.href = href;
  return made;
};

for (const form of document.querySelectorAll("form[data-search]")) {
  const input = form.elements.q, list = element("ul", { id: `${input.id}-list`, role: "listbox", ariaLabel: "Gợi ý" });
  const status = element("p", { role: "status" }), panel = element("div", { className: "suggest", hidden: true }, status, list);
  let active = -1, timer;
  form.append(panel);
  Object.assign(input, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false" });
  input.setAttribute("aria-controls", list.id);

  const mark = at => {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = at;
    const chosen = list.children[at];
    chosen?.setAttribute("aria-selected", "true");
    chosen?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", chosen?.id ?? "");
  };
  const open = (text, options = []) => {
    list.replaceChildren(...options);
    list.hidden = !options.length;
    status.textContent = text;
    panel.hidden = !text;
    input.ariaExpanded = String(!list.hidden);
    mark(-1);
  };

  const suggest = async () => {
    const asked = input.value.trim();
    if (!asked) { return open(""); }
    if (panel.hidden) { open("Đang lấy danh sách…"); }
    const registry = await rows(form).catch(() => open("Chưa lấy được danh sách. Bấm Tìm để mở sổ đăng ký."));
    if (!registry || input.value.trim() !== asked || document.activeElement !== input) { return; }
    const { total, found } = registry.suggest(asked), entries = found.map(one => shown(registry, one)), code = codeIn(asked);
    if (code) { entries.push([`Tra mã ${code}`, `${registry.root}v/${code}/`, "Mã trên tem"]); }
    if (total) { entries.push([`Xem tất cả ${number(total)} sản phẩm`, `${form.action}?${new URLSearchParams({ q: asked })}`]); }
    open(total ? `${number(total)} sản phẩm khớp` : entries[0] ? "Mời chọn" : "Không thấy trong sổ; chưa kết luận được thật hay giả vì sổ chưa đủ mọi sản phẩm.",
      entries.map((one, at) => option(one, `${list.id}-${at}`)));
  };

  const fetched = () => rows(form).catch(() => {});
  input.addEventListener("focus", fetched);
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(suggest, 50); });
  input.addEventListener("keydown", event => {
    const size = list.children.length + 1, step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && panel.hidden) { suggest(); }
    else if (step) { mark((active + 1 + step + size) % size - 1); }
    else if (event.key === "Enter" && active >= 0 && !event.isComposing) { list.children[active].click(); }
    else if (event.key === "Escape" && !panel.hidden) { open(""); }
    else { return; }
    event.preventDefault();
  });
  list.addEventListener("pointerdown", event => event.preventDefault());
  list.addEventListener("click", event => {
    const { href } = event.target.closest("li").dataset;
    if (event.ctrlKey || event.metaKey) { window.open(href); } else { location.assign(href); }
  });
  form.addEventListener("focusout", () => open(""));
  if (document.activeElement === input) {
    fetched();
    suggest();
  }
}
