(function () {
"use strict";
var $ = function (id) { return document.getElementById(id); };
var table = $("rows"), tools = $("tools"), KEYS = ["q", "gaps", "ids"], state = {}, rows = [], groups = [];
if (!table) return;

/* The rows: what they say, and in which columns there is a gap. */
Array.prototype.forEach.call(table.tBodies, function (body) {
  var head = body.rows[0].textContent, group = { body: body, rows: [] };
  for (var i = 1; i < body.rows.length; i++) {
    var tr = body.rows[i], cells = Array.prototype.slice.call(tr.cells, 1);
    var row = { tr: tr, text: (head + " " + tr.textContent).toLowerCase(),
      gaps: cells.filter(function (td) { return td.className !== "own"; }).map(function (td) { return td.className === "c0"; }) };
    rows.push(row);
    group.rows.push(row);
  }
  groups.push(group);
});
function hasGap(row) {
  if (state.gaps === "any") return row.gaps.indexOf(true) >= 0;
  if (state.gaps === "all") return row.gaps.indexOf(false) < 0;
  return !state.gaps || row.gaps[+state.gaps - 1];
}
/* What fills the screen appears at once, the rest of a long table a moment later, so that typing never waits. */
var waiting = [], timer = 0;
function someRows(count) {
  clearTimeout(timer);
  waiting.splice(0, count).forEach(function (row) { row.tr.hidden = false; });
  if (waiting.length) timer = setTimeout(someRows, 30, 300);
}
function update() {
  var words = (state.q || "").toLowerCase().split(/\s+/).filter(Boolean), shown = 0;
  waiting = [];
  rows.forEach(function (row) {
    row.ok = hasGap(row) && words.every(function (w) { return row.text.indexOf(w) >= 0; });
    shown += row.ok;
    if (row.tr.hidden && row.ok) waiting.push(row);
    else if (!row.ok && !row.tr.hidden) row.tr.hidden = true;
  });
  someRows(100);
  groups.forEach(function (g) {
    var any = g.rows.some(function (row) { return row.ok; });
    if (g.body.hidden === any) g.body.hidden = !any;
  });
  table.classList.toggle("ids", !!state.ids);
  $("q").value = state.q || "";
  $("gaps").value = state.gaps || "";
  $("ids").checked = !!state.ids;
  $("count").textContent = shown + " of " + rows.length + " rows";
  $("nothing").hidden = shown > 0;
}
function changed() {
  var p = new URLSearchParams();
  KEYS.forEach(function (k) { if (state[k]) p.set(k, state[k]); });
  history.replaceState(null, "", p.toString() ? "#" + p : location.pathname + location.search);
  update();
}
function set(key, value) { state[key] = value; changed(); }
/* What the address names, or nothing: somebody may have written it by hand. */
function named(hash) {
  try { return $(decodeURIComponent(hash)); } catch (e) { return null; }
}
/* A link to a row that the filter hides shows all rows again; a column that is not there is no choice. */
function load() {
  var hash = location.hash.slice(1), row = hash.indexOf("=") < 0 && hash && named(hash);
  if (hash.indexOf("=") >= 0) {
    state = {};
    new URLSearchParams(hash).forEach(function (v, k) { if (KEYS.indexOf(k) >= 0) state[k] = v; });
    $("gaps").value = state.gaps || "";
    state.gaps = $("gaps").value;
  } else if (row && row.hidden) state = {};
  update();
  if (row && table.contains(row)) {
    someRows(Infinity);
    row.scrollIntoView();
  }
}
/* Where sticky headings stop: under the tools, however many lines those take. */
function measure() {
  var root = document.documentElement.style;
  root.setProperty("--bar", getComputedStyle(tools).position === "sticky" ? tools.offsetHeight + "px" : "0px");
  root.setProperty("--th", table.tHead.offsetHeight + "px");
}
tools.hidden = false;
table.classList.add("live");
tools.addEventListener("submit", function (e) { e.preventDefault(); });
$("q").addEventListener("input", function () { var at = this.selectionStart; set("q", this.value); this.setSelectionRange(at, at); });
$("gaps").addEventListener("change", function () { set("gaps", this.value); });
$("ids").addEventListener("change", function () { set("ids", this.checked ? "1" : ""); measure(); });
$("clear").addEventListener("click", function () { state = {}; changed(); });
addEventListener("beforeprint", function () { someRows(Infinity); });
addEventListener("hashchange", load);
addEventListener("resize", measure);
measure();
load();
})();
