// Shows the buttons that print the page; without JavaScript the browser's own menu does it.
document.querySelectorAll("[data-print]").forEach(button => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});
