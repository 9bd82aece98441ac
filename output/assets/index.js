(function () {
"use strict";
var q = document.getElementById("q"), count = document.getElementById("count");
var rows = Array.prototype.slice.call(document.getElementById("rows").tBodies[0].rows);
var texts = rows.map(function (tr) { return tr.querySelector("a").textContent.toLowerCase(); });
function filter() {
  var words = q.value.toLowerCase().split(/\s+/).filter(Boolean), shown = 0;
  rows.forEach(function (tr, i) {
    var ok = words.every(function (w) { return texts[i].indexOf(w) >= 0; });
    tr.hidden = !ok;
    shown += ok;
  });
  count.textContent = shown + " of " + rows.length + " crosswalks";
  history.replaceState(null, "", q.value.trim() ? "#" + new URLSearchParams({ q: q.value.trim() }) : location.pathname + location.search);
}
document.getElementById("tools").hidden = rows.length < 6;
document.getElementById("tools").addEventListener("submit", function (e) { e.preventDefault(); });
q.addEventListener("input", filter);
if (location.hash.indexOf("#q=") === 0) {
  q.value = new URLSearchParams(location.hash.slice(1)).get("q") || "";
  filter();
}
})();
