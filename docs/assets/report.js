// Điền mã và phiên bản dữ liệu, do trang sản phẩm gửi kèm trong địa chỉ, vào đoạn để chép. Không gửi gì đi đâu.
{
const told = new URLSearchParams(location.search), box = document.querySelector("[data-fault-report]");
const shapes = { "product-id": /^[a-z0-9-]{1,80}\/[a-z0-9-]{1,80}$/, code: /^[0-9A-Z]{9}$/, commit: /^[0-9a-f]{7,64}$/ };
const [product, code, commit] = Object.keys(shapes).map(name => (told.get(name) ?? "").match(shapes[name])?.[0]);
if (box && product && code) {
  const letter = box.querySelector("[data-fault-letter]"), lines = letter.value.split("\n");
  [`${product} – ${new URL(`../${document.documentElement.lang === "en" ? "../" : ""}san-pham/${product}/`, location)}`, code, commit]
    .forEach((text, at) => { if (text) { lines[at] = lines[at].replace("…", text); } });
  letter.value = lines.join("\n");
  box.querySelector("[data-fault-product]").textContent = product;
  box.querySelector("[data-fault-code]").textContent = code;
  box.querySelector("[data-fault-about]").hidden = false;
}
}
