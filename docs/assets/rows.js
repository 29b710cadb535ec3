// docs/decisions/0016.
// As spelling.folded.
const bare = text => text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]+/g, "").replace(/[đðɖ]/g, "d");
export const fold = text => bare(text).trim().replace(/\s+/g, " ");

// As spelling.slug.
export const slug = text => {
  const name = fold(text).replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  return name.length > 80 ? name.slice(0, 81).replace(/-[^-]*$/, "").slice(0, 80) : name;
};

// hoà as hòa.
const marked = text => text.toLowerCase().replace(/[ðɖ]/g, "đ").normalize("NFD")
  .replace(/([ou])([aey])([\u0300\u0301\u0303\u0309\u0323])(?![\p{L}\p{M}])/gu, "$1$3$2").normalize("NFC");

const lines = text => text.replace(/[\0-\t\v-\x1f!-/:-@[-`{-\xbf×÷\u2000-\u206f]+/g, " ").replace(/ {2,}/g, " ")
  .split("\n").map(line => ` ${line.trim()} `);
export const hay = list => {
  if (!list.hay) {
    const all = list.join("\n"), folded = lines(bare(all));
    let end = 0;
    list.hay = { folded, marks: lines(marked(all)), text: folded.join(""), ends: folded.map(line => end += line.length) };
  }
  return list.hay;
};

// A label's.
export const codeIn = text => /^(?!\d)[\dBCGHKMNPQRTVX]{9}$/.exec(text.replace(/[\s-]+/g, "").toUpperCase())?.[0];

export const words = text => {
  const typed = text.replace(/(\d)\s*sao/gi, "$1sao").split(/[\s,;/]+/), { folded, marks } = hay(typed);
  return typed.map((one, at) => ({ typed: one, folded: folded[at].trim(), marked: marks[at].trim() }))
    .filter(word => word.folded).slice(0, 12);
};

// 4 × level (4 marks, 3 word, 2 beginning with marks, 1 beginning) + worth of the field.
const matches = ({ folded, marks, text, ends }, word, worth) => {
  const found = new Uint8Array(ends.length), start = " " + word.folded, exact = " " + word.marked;
  for (let at = 0, place = text.indexOf(start); place >= 0; place = text.indexOf(start, ends[at] - 1)) {
    while (ends[at] <= place + 1) { at += 1; }
    const level = marks[at].includes(exact + " ") ? 4 : folded[at].includes(start + " ") ? 3 : marks[at].includes(exact) ? 2 : 1;
    found[at] = level * 4 + worth;
  }
  return found;
};

const ranked = (query, fields, tail) => {
  const joint = form => query.map(word => word[form]).join(" "), asked = fields.filter(([, , , when]) => !when || when.test(joint("typed")));
  const find = word => asked.reduce((found, [field, worth, of]) => {
    const table = matches(hay(field), word, worth);
    return found?.map((one, at) => Math.max(one, table[of ? of[at] : at])) ?? table;
  }, null);
  const phrase = { folded: joint("folded"), marked: joint("marked") }, start = " " + phrase.folded;
  const names = hay(fields[0][0]).folded, found = query.map(find), groups = new Map();
  let settled = false;
  (query[1] ? find(phrase) : found[0]).forEach((whole, at) => {
    let least = 4, before = 4, sum = 0;
    for (const one of found) {
      before = least;
      least = Math.min(least, one[at] >> 2);
      sum += (one[at] >> 2) * 64 + one[at] % 4;
    }
    // Only the last word may be unfinished, once a line has the others whole.
    if (!least || settled && before < 3) { return; }
    if (!settled && before > 2) { settled = true; groups.clear(); }
    const ends = names[at].startsWith(start) * 2 + names[at].endsWith(start + " ") * tail, score = ((least * 32 + whole) * 4096 + sum) * 8 + ends;
    groups.get(score)?.push(at) ?? groups.set(score, [at]);
  });
  return [...groups].sort((one, other) => other[0] - one[0]);
};
export class Rows {
  constructor(file, root) {
    Object.assign(this, file, { root });
    const { producer, producer_name: makers, producer_former: former, producer_folder: homes, producer_type, types } = file;
    const kinds = [...Object.keys(types), ""], kindOf = producer_type.map(type => kinds.indexOf(type));
    const kind = kinds.map(one => types[one]?.join(" "));
    const also = (...names) => names.map(one => `${file.spellings[one] || ""} ${one}`).join(" ");
    this.placeOf = file.place.map((place, at) => place < 0 ? file.producer_place[producer[at]] : place);
    // A column, its worth, its line for each product, queries it is for.
    this.fields = [
      [file.name, 3],
      [file.folder, 3],
      [file.other, 2],
      [makers, 1, producer],
      [homes, 1, producer],
      [former, 0, producer],
      [file.places.map(([now, , then, district]) => also(now, then, district)), 1, this.placeOf],
      [kind, 1, producer.map(maker => kindOf[maker])],
      [file.standings.map(one => one[0] + "sao"), 0, file.standing, /\dsao/],
      [file.codes.map(code => `quyết định số ${code}`), 3, file.code, /\d/],
      [file.official, 3, , /\d/],
    ];
    this.producerFields = [[makers, 3], [homes, 3], [former, 2], [kind, 1, kindOf]];
    this.unitFields = [[file.units.map(([unit]) => also(unit)), 3], [file.units.map(unit => also(...unit[2].split(" | "))), 2]];
  }

  state(at) {
    const day = new Date(Date.now() + 252e5).toISOString().slice(0, 10);
    return this.standings[this.standing[at]][1].split(";").filter((point, number) => !number || point.slice(0, 10) <= day).pop().split(":").pop();
  }
  star(at) { return this.standings[this.standing[at]][0]; }
  placed(at) { return this.places[this.placeOf[at]]; }
  made(at) { return this.producer_folder[at] || slug(this.producer_name[at]); }
  producerAddress(at) { return `${this.root}chu-the/${this.made(at)}/`; }
  unitAddress([name, code]) { return `${this.root}dia-ban/${code[3] ? code + "-" : "huyen-cu/"}${slug(name)}/`; }
  address(at) { return `${this.root}san-pham/${this.made(this.producer[at])}/${this.folder[at] || slug(this.name[at])}/`; }

  search(query) { return ranked(query, this.fields, 1); }

  suggest(text, most = 10) {
    const query = words(text), products = this.search(query);
    const found = [
      ["unit", ranked(query, this.unitFields, 3), 2],
      ["producer", ranked(query, this.producerFields, 3), 2],
      ["product", products, most],
    ].flatMap(([kind, groups, most]) => groups.flatMap(([score, hits]) => hits.slice(0, most).map(at => ({ kind, at, score }))).slice(0, most));
    const total = products.reduce((sum, [, hits]) => sum + hits.length, 0);
    return { total, found: found.sort((one, other) => other.score - one.score).slice(0, most) };
  }
}

const read = async (answer, root) => {
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader(), file = {};
  let rest = "";
  for (let part; !(part = await reader.read()).done;) {
    const lines = (rest + part.value).split("\n");
    rest = lines.pop();
    for (const [key, value] of lines.flatMap(line => Object.entries(JSON.parse(`{${line.slice(1)}}`)))) {
      file[key] = value;
      if (/name|other|former|folder/.test(key)) { hay(value); }
    }
  }
  return new Rows(file, root);
};

let loading;
export const rows = form => loading ??= fetch(new URL("rows.json", form.action))
  .then(answer => answer.ok ? read(answer, new URL("../", form.action).href) : Promise.reject(answer.status))
  .catch(error => { loading = null; throw error; });
