// The paper says when it was printed; before that the state is looked up once more.
{
const now = () => {
  const [day, hour] = new Date(Date.now() + 252e5).toISOString().split("T");
  for (const place of document.querySelectorAll("[data-moment]")) place.textContent = hour.slice(0, 5) + " ngày " + day.split("-").reverse().join("/") + " (giờ Việt Nam)";
};
now();
addEventListener("beforeprint", () => { dispatchEvent(new Event("pageshow")); now(); });
}
