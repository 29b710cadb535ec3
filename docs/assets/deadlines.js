// Says which of the page's absolute dates are past, today or next, by today's date in Vietnam (UTC+7).
{
const local = day => day.split("-").reverse().join("/");
const show = page => {
  const today = new Date(Date.now() + 252e5).toISOString().slice(0, 10);
  const words = day => {
    const left = (Date.parse(day) - Date.parse(today)) / 864e5;
    return left < 0 ? "đã qua" : left ? "còn " + left + " ngày" : "hôm nay là ngày cuối";
  };
  const rows = [...page.querySelectorAll("[data-closes]")];
  rows.forEach(row => {
    row.querySelector("[data-left]").textContent = words(row.dataset.closes);
    row.classList.toggle("is-past", row.dataset.closes < today);
  });
  const coming = rows.filter(row => row.dataset.closes >= today);
  const cards = [...page.querySelectorAll("[data-next]")].map(card => [card, coming.find(row => row.dataset.kind == card.dataset.next)]);
  const place = row => row ? coming.indexOf(row) : rows.length;
  cards.sort((one, other) => place(one[1]) - place(other[1])).forEach(([card, row]) => {
    const write = (part, text) => { const one = card.querySelector("[data-next-" + part + "]"); if (one) one.textContent = text; };
    card.parentNode.append(card);
    write("day", row ? local(row.dataset.closes) : "");
    write("left", row ? words(row.dataset.closes) : "");
    write("text", row ? row.dataset.title : "Trang này không còn hạn nào loại này từ hôm nay trở đi.");
  });
  page.querySelectorAll("[data-today]").forEach(one => {
    one.textContent = one.textContent.replace(/tại ngày( dựng trang)? \d\d\/\d\d\/\d{4}/, "tại ngày " + local(today));
  });
};
const all = () => document.querySelectorAll("[data-deadlines]").forEach(show);
all();
addEventListener("pageshow", all);
}
