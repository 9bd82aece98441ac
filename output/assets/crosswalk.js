(function () {
"use strict";
var $ = function (id) { return document.getElementById(id); };
var table = $("rows"), tools = $("tools");

/* ---- details open for printing ---- */
var opened = [];
addEventListener("beforeprint", function () {
  someRows(Infinity);
  opened = Array.prototype.slice.call(document.querySelectorAll("details:not([open])"));
  opened.forEach(function (d) { d.open = true; });
});
addEventListener("afterprint", function () { opened.forEach(function (d) { d.open = false; }); });

/* ---- the state: what the controls say, and what stands behind # ---- */
var state = {}, KEYS = ["q", "rel", "basis", "gaps", "by", "s", "t", "sort", "cs", "ct"];
function readHash() {
  var found = {}, hash = location.hash.slice(1);
  if (hash.indexOf("=") >= 0) {
    new URLSearchParams(hash).forEach(function (v, k) { if (KEYS.indexOf(k) >= 0) found[k] = v; });
  }
  return found;
}
function writeHash(step) {
  var p = new URLSearchParams();
  KEYS.forEach(function (k) { if (state[k]) p.set(k, state[k]); });
  var text = p.toString();
  /* What is typed replaces; a click on the picture is a step that Back undoes. */
  history[step ? "pushState" : "replaceState"](null, "", text ? "#" + text : location.pathname + location.search);
}

/* ---- coverage tables ---- */
function coverage(key, id) {
  var select = $(id);
  if (!select) return;
  var box = select.parentNode, out = box.querySelector("output");
  var bodies = Array.prototype.slice.call(box.parentNode.querySelector("table").tBodies);
  box.hidden = false;
  function show() {
    var shown = 0, all = 0;
    select.value = state[key] || "";
    bodies.forEach(function (body) {
      var any = 0;
      Array.prototype.forEach.call(body.rows, function (tr, i) {
        if (i === 0) return;
        var c = tr.cells[1].textContent;
        var ok = !state[key] || c === "open" || (state[key] === "gaps" && (c === "in part" || c === "only named"));
        tr.hidden = !ok;
        all++;
        any += ok;
      });
      body.hidden = !any;
      shown += any;
    });
    out.textContent = shown + " of " + all + " controls";
  }
  select.addEventListener("change", function () { state[key] = select.value; show(); writeHash(); });
  return show;
}
var shows = [coverage("cs", "show-source"), coverage("ct", "show-target")].filter(Boolean);

/* ---- the crosswalk ---- */
var rows = [], groups = [], flat = null, columns = [], owned = [], order = [];
function cellOf(tr, key) { var i = columns.indexOf(key); return i < 0 ? null : tr.cells[i]; }
function textOf(tr, key) { var c = cellOf(tr, key); return c ? c.textContent.trim() : ""; }
/* Several mappings may say different things of a pair; then each has a line of its own. */
function lines(c, small) {
  return Array.prototype.map.call(c.querySelectorAll("p"), function (p) {
    return small ? p.querySelector("small").textContent : p.firstChild.textContent.trim();
  });
}
function relationsOf(tr) {
  var c = tr.cells[1], found = lines(c);
  return found.length ? found : [c.textContent];
}
function basesOf(tr) {
  var found = [];
  Array.prototype.forEach.call(tr.cells[3].childNodes, function (node) {
    var name = node.nodeType === 3 ? node.textContent.trim() : node.nodeName === "DETAILS" ? node.firstChild.textContent : "";
    if (name && found.indexOf(name) < 0) found.push(name);
  });
  return found;
}
function mappingsOf(tr) { return textOf(tr, "mapping").match(/\bM\d+\b/g) || []; }
/* All that can be read in a row, its cells apart: what is looked for never spans two of them. */
function wordsOf(tr) {
  var texts = Array.prototype.map.call(tr.cells, function (c) {
    return c.querySelector("p") ? Array.prototype.map.call(c.childNodes, function (node) { return node.nodeName === "DETAILS" ?
      node.firstChild.textContent + "\n" + node.lastChild.textContent : node.textContent; }).join("\n") : c.textContent;
  });
  texts[0] = "";
  return texts.join("\n");
}
/* The column of the picture that each control of the target is in, as the table of its coverage says. */
function places() {
  var found = new Map();
  Array.prototype.forEach.call(document.querySelectorAll("#coverage-target tbody[data-t]"), function (body) {
    for (var i = 1; i < body.rows.length; i++) found.set(body.rows[i].cells[0].firstChild.textContent, body.dataset.t);
  });
  return found;
}
function collect() {
  var place = places();
  columns = Array.prototype.map.call(table.tHead.rows[0].cells, function (th) { return th.dataset.k; });
  owned = columns.filter(function (key) { return /^own/.test(key); });
  owned.forEach(function (key) {
    keys[key] = function (a, b) { return collator.compare(textOf(a.tr, key) || "\uffff", textOf(b.tr, key) || "\uffff"); };
  });
  Array.prototype.forEach.call(table.tBodies, function (body) {
    var group = { body: body, rows: [], s: body.dataset.s }, head = body.rows[0].textContent, id = null, title = "";
    for (var i = 1; i < body.rows.length; i++) {
      var tr = body.rows[i], th = tr.cells[0], shown = th.querySelector("p"), own = th.firstChild.textContent;
      if (shown || own !== id) title = shown ? shown.textContent : "";
      id = own;
      var b = tr.cells[2].querySelector("b"), target = b ? b.textContent : "";
      var row = { n: rows.length, tr: tr, th: th, shown: shown, id: id, title: title, group: group, t: tr.className.slice(1) || place.get(target),
        rels: relationsOf(tr), target: target, bases: basesOf(tr), maps: mappingsOf(tr), ok: true, first: th.className === "f",
        text: [head, id, title, wordsOf(tr)].join("\n").toLowerCase() };
      rows.push(row);
      group.rows.push(row);
    }
    groups.push(group);
  });
  order = rows;
}
function passes(row, words) {
  if (state.rel && row.rels.indexOf(state.rel) < 0) return false;
  if (state.basis && row.bases.indexOf(state.basis) < 0) return false;
  if (state.gaps && row.bases[0] !== "open") return false;
  if (state.by && row.said !== state.by) return false;
  if (state.s && row.group.s !== state.s) return false;
  if (state.t && row.t !== state.t) return false;
  for (var i = 0; i < words.length; i++) if (row.text.indexOf(words[i]) < 0) return false;
  return true;
}
/* The first of several rows of one control shows its title. */
function titles() {
  var last = null, lastGroup = null;
  order.forEach(function (row) {
    if (!row.ok) return;
    var first = row.id !== last || (!flat && row.group !== lastGroup);
    last = row.id;
    lastGroup = row.group;
    if (first && !row.shown && row.title) {
      row.shown = row.th.appendChild(document.createElement("p"));
      row.shown.textContent = row.title;
    }
    if (row.first !== first) {
      row.first = first;
      row.th.className = first ? "f" : "";
    }
  });
}
/* What fills the screen appears at once, the rest of a long table a moment later, so that typing never waits. */
var waiting = [], timer = 0, FIRST = 400;
function someRows(count) {
  clearTimeout(timer);
  waiting.splice(0, count).forEach(function (row) { row.tr.hidden = false; });
  if (waiting.length) timer = setTimeout(someRows, 30, 1200);
}
function filter() {
  var words = (state.q || "").toLowerCase().split(/\s+/).filter(Boolean), shown = 0;
  waiting = [];
  order.forEach(function (row) {
    row.ok = passes(row, words);
    shown += row.ok;
    if (row.tr.hidden && row.ok) waiting.push(row);
    else if (!row.ok && !row.tr.hidden) row.tr.hidden = true;
  });
  someRows(FIRST);
  groups.forEach(function (g) {
    var any = g.rows.some(function (row) { return row.ok; });
    if (g.body.hidden === any) g.body.hidden = !any;
  });
  titles();
  $("count").textContent = shown + " of " + rows.length + " rows";
  $("nothing").hidden = shown > 0;
}
var collator = new Intl.Collator("en", { numeric: true });
var keys = {
  source: function (a, b) { return a.n - b.n; },
  relation: function (a, b) { return collator.compare(a.rels[0] || "\uffff", b.rels[0] || "\uffff"); },
  target: function (a, b) { return collator.compare(a.target || "\uffff", b.target || "\uffff"); },
  basis: function (a, b) { return collator.compare(a.bases[0], b.bases[0]); },
  mapping: function (a, b) { return collator.compare(a.maps[0] || "\uffff", b.maps[0] || "\uffff"); },
  strength: function (a, b) { return number(a, "strength") - number(b, "strength"); },
  confidence: function (a, b) { return number(a, "confidence") - number(b, "confidence"); }
};
function number(row, key) { var t = parseInt(textOf(row.tr, key), 10); return t >= 0 ? t : -1; }
function sort() {
  /* Off the document, where no layout follows each move. */
  var mark = document.createComment(""), focus = document.activeElement;
  table.replaceWith(mark);
  arrange();
  mark.replaceWith(table);
  if (focus && table.contains(focus)) focus.focus({ preventScroll: true });
}
function arrange() {
  var parts = (state.sort || "").split("."), by = keys[parts[0]] ? parts[0] : "", down = parts[1] === "down";
  Array.prototype.forEach.call(table.tHead.rows[0].cells, function (th) {
    var on = by ? th.dataset.k === by : th.dataset.k === "source";
    th.setAttribute("aria-sort", on ? (by && down ? "descending" : "ascending") : "none");
  });
  if (!by && flat) {
    groups.forEach(function (g) {
      g.rows.forEach(function (row) { g.body.appendChild(row.tr); });
      table.appendChild(g.body);
    });
    flat.remove();
    flat = null;
    order = rows;
    later();
  } else if (by) {
    order = rows.slice().sort(function (a, b) { return (down ? -1 : 1) * keys[by](a, b) || a.n - b.n; });
    if (!flat) flat = document.createElement("tbody");
    order.forEach(function (row) { flat.appendChild(row.tr); });
    groups.forEach(function (g) { g.body.remove(); });
    table.appendChild(flat);
    later();
  }
}
/* Only what fills the screen is laid out at once; the filter, which follows, shows the rest bit by bit. */
function later() { order.slice(FIRST).forEach(function (row) { row.tr.hidden = true; }); }
/* The squares of the picture: the group of the source, and that of the target by where it stands (WIDTH: as drawn). */
var squares = Array.prototype.slice.call(document.querySelectorAll(".picture a")), WIDTH = 38;
function sideOf(a) { return a.parentNode.dataset.s; }
function columnOf(a) { return String(a.querySelector("rect").getAttribute("x") / WIDTH); }
function controls() {
  $("q").value = state.q || "";
  $("rel").value = state.rel || "";
  $("basis").value = state.basis || "";
  $("gaps").checked = !!state.gaps;
  if ($("by")) $("by").value = state.by || "";
  var pair = $("pair"), link = null;
  if (state.s && state.t) link = squares.filter(function (a) { return sideOf(a) === state.s && columnOf(a) === state.t; })[0];
  pair.hidden = !link;
  if (link) pair.textContent = "Only " + link.querySelector("title").textContent + " \u2715";
}
function update() {
  controls();
  filter();
}
function changed() {
  update();
  writeHash();
}
function options(id, key) {
  var seen = {};
  rows.forEach(function (row) {
    row[key].forEach(function (value, i) { if (value && row[key].indexOf(value) === i) seen[value] = (seen[value] || 0) + 1; });
  });
  Object.keys(seen).sort().forEach(function (value) { option(id, value, value + " (" + seen[value] + ")"); });
}
function option(id, value, text) {
  var one = document.createElement("option");
  one.value = value;
  one.textContent = text;
  $(id).appendChild(one);
}
/* Who says what a row says: one mapping alone, or several, and whether they agree. */
function speakers() {
  var seen = {}, several = 0;
  rows.forEach(function (row) {
    row.said = row.maps.length > 1 ? row.rels.length > 1 ? "differ" : "agree" : row.maps[0] || "";
    if (row.said) seen[row.said] = (seen[row.said] || 0) + 1;
  });
  var words = { agree: "several, and they agree", differ: "several, and they differ" };
  Object.keys(seen).sort(collator.compare).forEach(function (said) {
    option("by", said, (words[said] || "only " + said) + " (" + seen[said] + ")");
  });
}
function buttons() {
  Array.prototype.forEach.call(table.tHead.rows[0].cells, function (th) {
    var button = document.createElement("button"), printed = document.createElement("span"), key = th.dataset.k;
    button.type = "button";
    button.textContent = printed.textContent = th.textContent;
    printed.className = "printed";
    th.textContent = "";
    th.appendChild(button);
    th.appendChild(printed); /* a heading that is repeated on paper shows no button */
    button.addEventListener("click", function () {
      var up = th.getAttribute("aria-sort") === "ascending";
      state.sort = key === "source" && !up ? "" : key + (up ? ".down" : "");
      sort();
      changed();
    });
  });
}
/* What each mapping says of a pair, and what is proved of it: one line each, as CSV has them. */
function factsOf(row) {
  var proofs = Array.prototype.slice.call(row.tr.querySelectorAll("details p"));
  var bases = row.maps.map(function () { return "declared"; });
  for (var i = 0; i < Math.max(proofs.length, bases.length ? 0 : 1); i++) bases.push(row.bases[row.bases.length - 1]);
  var open = Array.prototype.filter.call(row.tr.cells[3].children, function (c) { return c.nodeName === "P"; });
  return bases.map(function (basis, i) {
    var key = row.maps[i] || (basis === "declared" ? "" : basis), note = row.tr.querySelector(".q i");
    function of(column) {
      var c = cellOf(row.tr, column), all = c ? c.querySelectorAll("p") : [];
      if (!all.length) return c ? c.textContent : "";
      var mine = Array.prototype.filter.call(all, function (p) { return p.querySelector("small").textContent === key; });
      return mine.length ? mine[0].firstChild.textContent.trim() : "";
    }
    var said = open.filter(function (p) { var s = p.querySelector("small"); return !s || s.textContent === key; })[0];
    var label = said && said.querySelector("small"), remark = said ? said.textContent.slice(label ? label.textContent.length : 0) : "";
    if (i >= row.maps.length && proofs.length) remark = proofs[i - row.maps.length].textContent;
    if (basis === "open" && !said && note) remark = note.textContent;
    return { relation: row.rels.length > 1 ? of("relation") : row.rels[0], basis: basis, strength: of("strength"),
      confidence: of("confidence"), mapping: row.maps[i] || "", remarks: remark };
  });
}
/* As a spreadsheet takes it: tabs between cells, and nothing that it would run. */
function copy() {
  function cell(text) {
    text = text.replace(/\s+/g, " ").trim();
    return /^[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(text) ? "'" + text : text;
  }
  var lines = [["Source", "Source title", "Relation", "Target", "Target title", "Basis", "Strength", "Confidence", "Mapping", "Remarks"]
    .concat(owned.map(function (key) { return table.tHead.rows[0].cells[columns.indexOf(key)].firstChild.textContent; })).map(cell).join("\t")];
  order.forEach(function (row) {
    if (!row.ok) return;
    var b = row.tr.cells[2].querySelector("b"), title = b && b.nextSibling ? b.nextSibling.textContent : "";
    factsOf(row).forEach(function (f) {
      var m = $(f.mapping.toLowerCase());
      lines.push([row.id, row.title, f.relation, row.target, title, f.basis, f.strength, f.confidence,
        m ? m.querySelector("code").textContent : "", f.remarks]
        .concat(owned.map(function (key) { return textOf(row.tr, key); })).map(cell).join("\t"));
    });
  });
  navigator.clipboard.writeText(lines.join("\n") + "\n").then(function () { $("count").textContent = lines.length - 1 + (lines.length === 2 ? " row copied" : " rows copied"); },
    function () { $("count").textContent = "the browser did not allow copying"; });
}
/* What the address names, or nothing: somebody may have written it by hand. */
function named(hash) {
  try { return $(decodeURIComponent(hash)); } catch (e) { return null; }
}
/* A link to a row that the filter hides shows all rows again. */
function reveal() {
  var row = location.hash.indexOf("=") < 0 && named(location.hash.slice(1));
  someRows(Infinity);
  if (row && table && table.contains(row) && row.hidden) {
    ["q", "rel", "basis", "gaps", "by", "s", "t"].forEach(function (k) { delete state[k]; });
    update();
    row.scrollIntoView();
  }
}
function load() {
  state = readHash();
  if (table) { sort(); update(); }
  shows.forEach(function (show) { show(); });
}
/* Where sticky headings stop: under the tools, however many lines those take. */
function measure() {
  var root = document.documentElement.style;
  root.setProperty("--bar", getComputedStyle(tools).position === "sticky" ? tools.offsetHeight + "px" : "0px");
  root.setProperty("--th", table.tHead.offsetHeight + "px");
}
if (table) {
  collect();
  buttons();
  options("rel", "rels");
  options("basis", "bases");
  if ($("by")) {
    speakers();
    $("by").addEventListener("change", function () { state.by = this.value; changed(); });
  }
  var proofs = Array.prototype.slice.call(table.querySelectorAll("details"));
  $("proofs").hidden = !proofs.length;
  $("proofs").addEventListener("click", function () {
    var open = proofs.some(function (d) { return !d.open; });
    proofs.forEach(function (d) { d.open = open; });
    this.textContent = open ? "Fold proofs" : "Unfold proofs";
  });
  tools.hidden = false;
  table.className += " live";
  addEventListener("resize", measure);
  tools.addEventListener("submit", function (e) { e.preventDefault(); });
  $("q").addEventListener("input", function () { state.q = this.value.trim(); changed(); });
  $("rel").addEventListener("change", function () { state.rel = this.value; changed(); });
  $("basis").addEventListener("change", function () { state.basis = this.value; changed(); });
  $("gaps").addEventListener("change", function () { state.gaps = this.checked ? "1" : ""; changed(); });
  $("pair").addEventListener("click", function () { state.s = state.t = ""; changed(); $("q").focus(); });
  $("clear").addEventListener("click", function () {
    ["q", "rel", "basis", "gaps", "by", "s", "t", "sort"].forEach(function (k) { delete state[k]; });
    sort();
    changed();
  });
  $("copy").addEventListener("click", copy);
  squares.forEach(function (a) {
    if (a.getAttribute("href").charAt(0) !== "#") return; /* its rows are on several pages */
    a.addEventListener("click", function (e) {
      e.preventDefault();
      state.s = sideOf(a);
      state.t = columnOf(a);
      update();
      writeHash(true);
      $("table").scrollIntoView();
      $("pair").focus({ preventScroll: true });
    });
  });
}
addEventListener("popstate", function () { if (location.hash.indexOf("=") >= 0 || !location.hash) load(); });
addEventListener("hashchange", function () {
  if (location.hash.indexOf("=") >= 0) load(); else reveal();
});
load();
if (table) measure();
if (location.hash.indexOf("=") >= 0 && table && !state.cs && !state.ct) $("table").scrollIntoView();
})();
