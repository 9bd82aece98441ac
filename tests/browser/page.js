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
      const keys_ = cell("mapping").textContent.match(/\bM\d+\b/g) ?? [];
      const proofs = [...basis.querySelectorAll("details")];
      const plain = one([...basis.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join(""));
      const kinds = plain === "" || plain === "declared" ?
        [...keys_.map(() => "declared"), ...proofs.map((proof) => one(proof.querySelector("summary").textContent))] : [plain];
      // What the lines of a cell say that name this speaker, or none; else what the cell says.
      const lines = (where) => [...(where?.children ?? [])].filter((child) => child.localName === "p").map((p) => {
        const small = p.querySelector("small");
        return [one(small?.textContent), one([...p.childNodes].filter((node) => node !== small).map((node) => node.textContent).join(""))];
      });
      const said = (where, key) => (lines(where).length ? lines(where).find(([who]) => who === key)?.[1] ?? "" : one(where?.textContent));
      return kinds.map((kind, i) => {
        const key = keys_[i] ?? "";
        const proof = kind === "implied" || kind === "candidate" ? proofs[i - keys_.length] : null;
        const remark = proof ? one(proof.querySelector("p").textContent) :
          lines(basis).find(([who]) => who === "" || who === key)?.[1] ??
          (kind === "open" ? one(target.querySelector(".q i")?.textContent) : "");
        return [one(cell("source").firstChild.textContent), said(cell("relation"), key || kind), id ? one(id.textContent) : "",
          id ? one(id.nextSibling?.textContent) : "", kind, said(cell("strength"), key || kind),
          said(cell("confidence"), key || kind), key, remark];
      });
    });
  }, selector);
}

module.exports = { allRows, visibleRows };
