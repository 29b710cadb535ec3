// Today's state (UTC+7) by data-states; "-" sorts first
{
const each = (what, act) => document.querySelectorAll(what).forEach(act);
const show = () => {
  const day = new Date(Date.now() + 252e5).toISOString().slice(0, 10);
  each("[data-states]", e => {
    const [, state, star = ""] = e.dataset.states.split(";").filter(p => p.slice(0, 10) <= day).pop().split(":");
    const text = JSON.parse(e.closest("[data-state-labels]")?.dataset.stateLabels || "{}")[state];
    if (!text) return;
    if (e.textContent != text) e.closest("section")?.querySelector("[data-state-reason]")?.remove();
    e.textContent = text;
    Object.assign(e.dataset, {state, star});
    e.className = e.className.replace(/state--\w+/, "state--" + state);
  });
  each("[data-as-of]", e => e.textContent = e.textContent.replace(/[\d/]{10}/, day.split("-").reverse().join("/")));
  each("[data-stale]", e => e.hidden = new Date(day) - new Date(e.dataset.stale) < 2593e6);
};
show();
addEventListener("pageshow", show);
}
