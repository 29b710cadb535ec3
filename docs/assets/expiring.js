// Says which filing windows are open today in Vietnam (UTC+7), from the page's absolute dates, and filters the list.
{
const page = document.querySelector("[data-expiring]"), list = page && page.querySelector("[data-list]");
if (list) {
  const form = page.querySelector("[data-filters]"), rows = [...list.tBodies[0].rows], {xa, ky: phases} = form.elements;
  const own = form.dataset.own || "", count = form.querySelector("[data-count]");
  const query = () => [xa, phases].filter(one => one.value && one.value != own).map((one, at) => (at ? "&" : "?") + one.name + "=" + one.value).join("");
  // A split list has a page for each commune; whoever asks for one is sent there.
  const leave = go => {
    const target = xa.value != own && xa.selectedOptions[0].dataset.page;
    if (target) {
      xa.value = own;
      location[go](target + query());
    }
    return target;
  };
  const days = (from, to) => (Date.parse(to) - Date.parse(from)) / 864e5;
  // As ocop.status.renewal.Renewal.phase has it.
  const phase = (row, today) => today > row.ends ? "ended" : today > row.closes ? "missed" : today >= row.opens ? "open" : days(today, row.opens) <= list.dataset.near ? "soon" : "later";
  const words = (row, today, now) => ({
    later: "", soon: "mở sau " + days(today, row.opens) + " ngày",
    open: today == row.closes ? "hôm nay là ngày cuối" : "còn " + days(today, row.closes) + " ngày",
    missed: "giấy còn " + days(today, row.ends) + " ngày", ended: ""})[now];
  const write = (element, text) => { if (element.textContent != text) element.textContent = text; };
  const filter = () => {
    let shown = 0;
    const counts = {};
    rows.forEach(row => {
      const now = row.querySelector("[data-phase]").dataset.phase, here = !xa.value || row.dataset.xa == xa.value;
      if (here) counts[now] = (counts[now] || 0) + 1;
      row.hidden = !here || !!phases.value && now != phases.value;
      shown += !row.hidden;
    });
    [...phases.options].forEach(option => { if (option.value) write(option, option.dataset.label + " (" + (counts[option.value] || 0) + ")"); });
    write(count, shown + " / " + rows.length + " " + count.dataset.count);
    list.hidden = !shown;
    page.querySelector("[data-nothing]").hidden = !!shown;
  };
  const show = () => {
    const today = new Date(Date.now() + 252e5).toISOString().slice(0, 10);
    rows.forEach(row => {
      const now = phase(row.dataset, today), badge = row.querySelector("[data-phase]");
      badge.dataset.phase = now;
      badge.className = "phase phase--" + now;
      write(badge, list.dataset[now]);
      write(row.querySelector("[data-left]"), words(row.dataset, today, now));
    });
    page.querySelectorAll("[data-today]").forEach(one => write(one, one.textContent.replace(/tại ngày( dựng trang)? \d\d\/\d\d\/\d{4}/, "tại ngày " + today.split("-").reverse().join("/"))));
    filter();
  };
  const read = () => {
    const wanted = new URLSearchParams(location.search);
    [[xa, own], [phases, ""]].forEach(([select, usual]) => {
      select.value = wanted.get(select.name) || usual;
      if (select.selectedIndex < 0) select.value = usual;
    });
    if (!leave("replace")) show();
  };
  const update = () => {
    if (leave("assign")) return;
    history.pushState(null, "", location.pathname + query() + location.hash);
    filter();
  };
  form.hidden = false;
  form.addEventListener("change", update);
  form.addEventListener("submit", event => { event.preventDefault(); update(); });
  form.addEventListener("reset", () => setTimeout(update));
  addEventListener("popstate", read);
  addEventListener("pageshow", show);
  read();
}
}
