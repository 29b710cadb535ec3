// Tìm, lọc, xếp sổ đăng ký ngay trên bảng đã có; không script thì bảng vẫn đủ. Không gửi gì đi nơi khác.
(function () {
  "use strict";
  var table = document.querySelector("[data-registry]"), form = document.getElementById("loc");
  if (!table || !form) { return; }
  var body = table.tBodies[0], count = form.querySelector("[data-count]"), nothing = document.querySelector("[data-nothing]");
  var relax = document.querySelector("[data-relax]"), more = document.querySelector("[data-more]"), pager = document.querySelector("[data-pager]");
  var selects = Array.from(form.querySelectorAll("select")), STEP = 200, shown = STEP, timer = 0, loading = null;
  var SORTS = { ten: 1, sao: -1, "trang-thai": 1, nam: -1 }, sort = "";
  var IN_FORCE = ["valid", "re_evaluation_due", "extended"];
  var ORDER = ["valid", "re_evaluation_due", "extended", "under_review", "preparing", "undetermined", "not_recognised", "expired", "revoked"];

  // Như ocop.spelling.folded: chữ thường, bỏ dấu, đ (và Ð của Iceland) thành d.
  function fold(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]+/g, "").replace(/[đð]/g, "d").trim();
  }
  function split(text) { return text.split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean); }
  function marked(text) { return text.toLowerCase().normalize("NFC"); }

  function record(row) {
    var name = row.cells[0].textContent, rest = row.textContent + " " + (row.dataset.tim || "");
    return { row: row, rank: +row.dataset.rank, name: split(marked(name)), nameFolded: split(fold(name)), words: split(fold(rest)) };
  }
  var records = Array.from(body.rows, record);

  // Như state.js: tra mốc đổi trạng thái theo hôm nay, giờ Việt Nam.
  var today = new Date(Date.now() + 252e5).toISOString().slice(0, 10);
  function stateOf(row) {
    var passed = row.querySelector("[data-states]").dataset.states.split(";").filter(function (point) { return point[0] === "-" || point.slice(0, 10) <= today; });
    return passed.pop().split(":")[1];
  }
  function valuesOf(row, name) {
    if (name !== "trang-thai") { return [row.dataset[name] || ""]; }
    var state = stateOf(row);
    return IN_FORCE.includes(state) ? [state, "in_force"] : [state];
  }

  // Mỗi chữ gõ vào phải mở đầu một chữ của dòng; đúng dấu và nguyên chữ ở tên sản phẩm thì lên trước.
  function score(item, query) {
    var total = 0;
    for (var i = 0; i < query.length; i += 1) {
      var word = query[i], start = function (candidate) { return candidate.startsWith(word.folded); };
      if (item.name.includes(word.marked)) { total += 8; }
      else if (item.nameFolded.includes(word.folded)) { total += 6; }
      else if (item.nameFolded.some(start)) { total += 4; }
      else if (item.words.includes(word.folded)) { total += 2; }
      else if (item.words.some(start)) { total += 1; }
      else { return 0; }
    }
    return total;
  }

  function wanted() {
    var query = split(marked(form.elements.q.value)).map(function (word) { return { marked: word, folded: fold(word) }; });
    return { query: query, filters: selects.filter(function (one) { return one.value; }).map(function (one) { return { name: one.name, value: one.value }; }) };
  }
  function passes(item, filters, except) {
    return filters.every(function (one) { return one.name === except || valuesOf(item.row, one.name).includes(one.value); });
  }
  function compare(a, b) {
    var key = sort.replace("-", ""), sign = sort[0] === "-" ? -1 : 1, left, right;
    if (key === "sao" || key === "nam") { left = +a.row.dataset[key] || 0; right = +b.row.dataset[key] || 0; }
    else if (key === "trang-thai") { left = ORDER.indexOf(stateOf(a.row)); right = ORDER.indexOf(stateOf(b.row)); }
    else { left = a.rank; right = b.rank; }
    return sign * (left - right) || a.rank - b.rank;
  }

  function show() {
    var want = wanted(), hits = [];
    var matching = records.filter(function (item) {
      item.score = want.query.length ? score(item, want.query) : 1;
      return item.score > 0;
    });
    hits = matching.filter(function (item) { return passes(item, want.filters); });
    hits.sort(function (a, b) { return (!sort && b.score - a.score) || compare(a, b); });
    body.replaceChildren.apply(body, hits.slice(0, shown).map(function (item) { return item.row; }));
    dispatchEvent(new Event("pageshow")); // state.js viết lại huy hiệu của các dòng vừa hiện
    count.textContent = hits.length + " / " + records.length + " sản phẩm";
    if (more) { more.hidden = hits.length <= shown; }
    if (pager) { pager.hidden = true; }
    selects.forEach(function (select) {
      var totals = {};
      matching.forEach(function (item) {
        if (passes(item, want.filters, select.name)) { valuesOf(item.row, select.name).forEach(function (value) { totals[value] = (totals[value] || 0) + 1; }); }
      });
      Array.from(select.options).forEach(function (option) {
        if (option.value) { option.textContent = option.dataset.label + " (" + (totals[option.value] || 0) + ")"; }
      });
    });
    nothing.hidden = hits.length > 0;
    table.hidden = !hits.length;
    if (!hits.length) { suggest(want, matching); }
    table.querySelectorAll("th[data-key]").forEach(function (cell) {
      if (!SORTS[cell.dataset.key]) { return; }
      var direction = sort.replace("-", "") === cell.dataset.key ? (sort[0] === "-" ? "descending" : "ascending") : "none";
      cell.setAttribute("aria-sort", direction);
    });
  }

  function suggest(want, matching) {
    relax.replaceChildren();
    function offer(label, total, act) {
      if (!total) { return; }
      var button = document.createElement("button");
      button.type = "button"; button.className = "button button--quiet";
      button.textContent = label + " (" + total + " sản phẩm)";
      button.addEventListener("click", function () { act(); update(true); form.elements.q.focus(); });
      relax.append(button, " ");
    }
    want.filters.forEach(function (one) {
      var select = form.elements[one.name], label = select.previousElementSibling || form.querySelector("label[for='" + select.id + "']");
      offer("Bỏ lọc " + label.textContent.toLowerCase(), matching.filter(function (item) { return passes(item, want.filters, one.name); }).length, function () { select.value = ""; });
    });
    if (want.query.length) {
      offer("Bỏ chữ “" + form.elements.q.value.trim() + "”", records.filter(function (item) { return passes(item, want.filters); }).length, function () { form.elements.q.value = ""; });
      if (want.query.length > 1) {
        want.query.forEach(function (word) {
          offer("Chỉ tìm “" + word.marked + "”", records.filter(function (item) { return passes(item, want.filters) && score(item, [word]); }).length, function () { form.elements.q.value = word.marked; });
        });
      }
    }
  }

  // Sổ dài hơn một trang: lấy các dòng của mọi trang, chỉ khi người đọc bắt đầu tìm.
  function load() {
    var pages = +form.dataset.pages, base = new URL(form.getAttribute("action"), location.href);
    if (pages < 2) { return Promise.resolve(); }
    if (loading) { return loading; }
    count.textContent = "Đang lấy danh sách…";
    var jobs = [];
    for (var page = 1; page <= pages; page += 1) { jobs.push(new URL(page === 1 ? "" : "trang-" + page + "/", base)); }
    loading = Promise.all(jobs.map(function (address) {
      return fetch(address).then(function (answer) { if (!answer.ok) { throw new Error(answer.status); } return answer.text(); }).then(function (html) {
        var rows = new DOMParser().parseFromString(html, "text/html").querySelectorAll("[data-registry] tbody tr");
        return Array.from(rows, function (row) {
          row.querySelectorAll("a[href]").forEach(function (link) { link.href = new URL(link.getAttribute("href"), address).href; });
          return document.adoptNode(row);
        });
      });
    })).then(function (lists) {
      records = [].concat.apply([], lists).map(record);
    }).catch(function () { loading = null; count.textContent = "Chưa lấy được các trang khác, chỉ tìm trong trang này."; });
    return loading;
  }

  function address() {
    var params = new URLSearchParams();
    if (form.elements.q.value.trim()) { params.set("q", form.elements.q.value.trim()); }
    selects.forEach(function (one) { if (one.value) { params.set(one.name, one.value); } });
    if (sort) { params.set("sap-xep", sort); }
    var text = params.toString();
    return location.pathname + (text ? "?" + text : "") + location.hash;
  }
  function read() {
    var params = new URLSearchParams(location.search);
    form.elements.q.value = params.get("q") || "";
    selects.forEach(function (one) {
      var value = params.get(one.name) || "";
      one.value = Array.from(one.options).some(function (option) { return option.value === value; }) ? value : "";
    });
    sort = params.get("sap-xep") || "";
    if (!SORTS[sort.replace("-", "")]) { sort = ""; }
  }
  function update(push) {
    shown = STEP;
    if (address() !== location.pathname + location.search + location.hash) { history[push ? "pushState" : "replaceState"](null, "", address()); }
    load().then(show);
  }

  table.querySelectorAll("th[data-key]").forEach(function (cell) {
    var key = cell.dataset.key;
    if (!SORTS[key]) { return; }
    var button = document.createElement("button");
    button.type = "button"; button.className = "sort"; button.textContent = cell.textContent;
    button.addEventListener("click", function () {
      var first = SORTS[key] > 0 ? key : "-" + key, second = SORTS[key] > 0 ? "-" + key : key;
      sort = sort === first ? second : sort === second ? "" : first;
      update(true);
    });
    cell.replaceChildren(button);
  });
  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); update(true); });
  form.addEventListener("reset", function () { setTimeout(function () { sort = ""; update(true); }); });
  form.elements.q.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(update, 120, false); });
  selects.forEach(function (one) { one.addEventListener("change", function () { update(true); }); });
  if (more) { more.firstElementChild.addEventListener("click", function () { shown += STEP; show(); }); }
  window.addEventListener("popstate", function () { read(); load().then(show); });
  read();
  if (location.search) { load().then(show); } else if (+form.dataset.pages < 2) { show(); } else { count.textContent = ""; }
})();
