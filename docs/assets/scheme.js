// Nền sáng/tối: nhớ lựa chọn của người đọc; chưa chọn thì theo máy. Chạy trước khi vẽ để không nháy màu.
(function () {
  "use strict";
  var root = document.documentElement, key = "ocop-scheme", media = matchMedia("(prefers-color-scheme: dark)");
  function stored() { try { return localStorage.getItem(key); } catch (e) { return null; } }
  function current() { return root.getAttribute("data-scheme") || (media.matches ? "dark" : "light"); }
  function label() {
    document.querySelectorAll("[data-scheme-toggle]").forEach(function (button) {
      button.hidden = false;
      button.querySelector(".scheme__text").textContent = current() === "dark" ? "Nền sáng" : "Nền tối";
    });
  }
  root.classList.replace("no-js", "js");
  var choice = stored();
  if (choice === "dark" || choice === "light") { root.setAttribute("data-scheme", choice); }
  document.addEventListener("DOMContentLoaded", function () {
    var menu = document.querySelector("[data-menu]"), narrow = matchMedia("(max-width: 59.99em)");
    function fold() { if (menu) { menu.open = !narrow.matches; } }
    fold();
    narrow.addEventListener("change", fold);
    label();
    media.addEventListener("change", label);
    document.querySelectorAll("[data-scheme-toggle]").forEach(function (button) {
      button.addEventListener("click", function () {
        var next = current() === "dark" ? "light" : "dark";
        root.setAttribute("data-scheme", next);
        try { localStorage.setItem(key, next); } catch (e) { /* không nhớ được thì thôi */ }
        label();
      });
    });
  });
})();
