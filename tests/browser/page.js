// Reads a page as it stands in the browser.
"use strict";

// The rows of the crosswalk that can be seen, cell by cell, in the form of `shown` of crosswalk.js. All of them are there
// once the page says how many pass: a long table shows its last rows a moment after the first.
async function visibleRows(page) {
  await page.waitForFunction(() => {
    const count = document.getElementById("count");
    if (!count || count.closest("[hidden]")) return true;
    const rows = document.querySelectorAll("#rows > tbody:not([hidden]) > tr:not(.g):not([hidden])");
    return parseInt(count.textContent, 10) === rows.length;
  }, null, { timeout: 10000 }).catch(() => {}); // what differs then is seen by the caller
  return allRows(page, "#rows > tbody:not([hidden]) > tr:not(.g):not([hidden])");
}

function allRows(page, selector = "#rows > tbody > tr:not(.g)") {
  return page.evaluate((rows) => {
    const one = (text) => (text ?? "").replace(/\s+/g, " ").trim();
    const keys = [...document.querySelectorAll("#rows > thead th")].map((th) => th.dataset.k);
    return [...document.querySelectorAll(rows)].map((tr) => {
      const cell = (key) => (keys.includes(key) ? tr.cells[keys.indexOf(key)] : null);
      const target = cell("target");
      const id = target.querySelector("b");
      const basis = cell("basis");
      const summary = basis.querySelector("summary");
      const kind = one(summary ? summary.textContent : basis.lastChild.textContent);
      // The note of a gap stands beside "no counterpart", and is not said again.
      const remarks = basis.querySelector("details p") ?? (kind === "gap" ? target.querySelector(".q i") : null);
      return [one(cell("source").firstChild.textContent), one(cell("relation").textContent), id ? one(id.textContent) : "",
        id ? one(id.nextSibling?.textContent) : "", kind,
        one(cell("strength")?.textContent), one(cell("confidence")?.textContent), one(cell("mapping").textContent),
        one(remarks?.textContent)];
    });
  }, selector);
}

module.exports = { allRows, visibleRows };
