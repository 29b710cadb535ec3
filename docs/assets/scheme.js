// Nền sáng/tối: nhớ lựa chọn của người đọc; chưa chọn thì theo máy. Chạy trước khi vẽ để không nháy màu.
(function () {
  "use strict";
  var root = document.documentElement, key = "ocop-scheme", media = matchMedia("(prefers-color-scheme: dark)");
  function stored() { try { return localStorage.getItem(key); } catch (e) { return null; } }
  function current() { return root.getAttribute("data-scheme") || (media.matches ? "dark" : "light"); }
  function label() {
    document.querySelectorAll("[data-scheme-toggle]").forEach(function (button) {
      button.hidden = false;
      button.querySelector(".scheme__text").textContent = button.dataset[current() === "dark" ? "light" : "dark"];
    });
  }
  root.classList.replace("no-js", "js");
  // Địa chỉ mang bộ lọc: chỗ của khung lọc mở sẵn từ lần vẽ đầu, registry.js mở thật rồi bỏ dấu này.
  if (/[?&](?!q=|sap-xep=)[\w-]+=./.test(location.search)) { root.classList.add("asked"); }
  var choice = stored();
  if (choice === "dark" || choice === "light") { root.setAttribute("data-scheme", choice); }
  document.addEventListener("DOMContentLoaded", function () {
    var menu = document.querySelector("[data-menu]"), narrow = matchMedia("(max-width: 63.99em)");
    function fold() { if (menu) { menu.open = !narrow.matches; } }
    fold();
    if (menu) { menu.dataset.folds = ""; }
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
