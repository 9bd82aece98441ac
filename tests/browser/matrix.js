// A wide table: as its CSV and JSON have it, and as it stands in the browser.
"use strict";
const fs = require("node:fs");
const { groupPaths, oneSpace, records, words } = require("./crosswalk");

const NOTES = { "group-only": "heading only", "not-examined": "not examined yet", "option-only": "option only",
  "no-relation": "nothing found", "no-mapping": "no mapping", "joint-only": "named only together" };

// A cell of the CSV in the words of the page.
const said = (text) => text.replace(/(^|; )gap(?:: (.*))?$/, (_, before, note) =>
  `${before}open${note ? `: ${NOTES[note] ?? note}` : ""}`).replace(/(^|; )excluded\b/, "$1no counterpart");

// All words that the page shows of a row, so that a filter can be foretold.
function searched(row, record, path, keys) {
  const cells = row.cells.flatMap((cell, i) => {
    const text = said(record.cells[i]);
    const coverage = row.counted ? [{ none: "open", excluded: "no counterpart", full: "in full", partial: "in part" }[cell.coverage]] : [];
    return [text, words(text), ...coverage, ...cell.counterparts.flatMap((one) =>
      [oneSpace(one.target_title), ...(one.mappings ?? []).map((id) => keys.get(id))])];
  });
  const remark = row.type === "group" ? "the heading as a whole" : row.counted ? "" : "not counted";
  return [path, record.id, record.title, remark, ...cells].join("\n").toLowerCase();
}

// The rows of the CSV in order, each with what the JSON knows besides.
function readMatrix(stem) {
  const report = JSON.parse(fs.readFileSync(`${stem}.json`, "utf8"));
  const paths = groupPaths({ controls: report.rows });
  const keys = new Map(report.mappings.map((mapping, i) => [mapping.id, `M${i + 1}`]));
  const known = new Map(report.rows.map((row) => [oneSpace(row.id), row]));
  const rows = records(`${stem}.csv`).map((record) => {
    const row = known.get(record.id);
    const one = { id: record.id, title: record.title, cells: report.targets.map((target) => record[target.id]) };
    return {
      ...one,
      gaps: row.cells.map((cell) => row.counted && cell.coverage === "none"),
      keys: row.cells.map((cell) => cell.counterparts.map((each) => (each.mappings ?? []).map((id) => keys.get(id)))),
      text: searched(row, one, paths.get(row.id) || oneSpace(report.source.short_title), keys),
    };
  });
  return { rows, report };
}

const matches = (row, query) => query.toLowerCase().split(/\s+/).filter(Boolean).every((word) => row.text.includes(word));

// What a page must show of a row.
const shown = (row) => [row.id, row.title, ...row.cells, row.keys];

// Each row of the page with its cells in the words of the CSV, put together again from what stands there.
function wideRows(page, selector = "#rows > tbody > tr:not(.g)") {
  return page.evaluate((which) => {
    const one = (text) => (text ?? "").replace(/\s+/g, " ").trim();
    const counterparts = (p) => {
      const relation = one(p.querySelector("i")?.textContent).replace(/ /g, "-");
      const basis = ["implied", "candidate"].find((word) => [...p.querySelectorAll("small")].some((small) => one(small.textContent) === word));
      const together = one(p.querySelector("em")?.textContent).replace(/^only together with /, "with ");
      const remarks = [basis, p.querySelector("strong") ? "disputed" : "", together].filter(Boolean);
      // What is the same of several is said once.
      return [...p.querySelectorAll("b")].map((b) => [one(b.textContent), relation, remarks.length ? `(${remarks.join(", ")})` : ""]
        .filter(Boolean).join(" "));
    };
    const tokens = { open: "gap", "no counterpart": "excluded", "in full": "full", "in part": "partial" };
    const notes = { "heading only": "group-only", "not examined yet": "not-examined", "option only": "option-only",
      "nothing found": "no-relation", "no mapping": "no-mapping", "named only together": "joint-only" };
    const state = (u) => {
      const [shown, rest, reason] = [one(u.firstChild.textContent), u.querySelector("b"), u.querySelector("q")];
      const word = shown.replace(/^(open|no counterpart|in full|in part)/, (found) => tokens[found]);
      const by = rest ? [`${word.replace(",", "").replace(/ by$/, "")} by ${one(rest.textContent)}`] : [];
      const open = /^(gap|excluded)/.exec(word);
      return open ? [...by, open[0] + (reason ? `: ${notes[one(reason.textContent)] ?? one(reason.textContent)}` : "")] : by;
    };
    return [...document.querySelectorAll(which)].map((tr) => {
      const [head, ...cells] = tr.cells;
      const said = cells.map((td) => [...[...td.querySelectorAll("p")].flatMap(counterparts),
        ...[...td.querySelectorAll("u")].flatMap(state)].join("; "));
      const keys = cells.map((td) => [...td.querySelectorAll("p")].flatMap((p) =>
        [...p.querySelectorAll("b")].map(() => [...p.querySelectorAll("a")].map((a) => a.textContent))));
      return [one(head.firstChild.textContent), one(head.querySelector("span").textContent), ...said, keys];
    });
  }, selector);
}

// Those that can be seen, once the page says how many pass: a long table shows its last rows a moment after the first.
async function visibleWideRows(page) {
  const selector = "#rows > tbody:not([hidden]) > tr:not(.g):not([hidden])";
  await page.waitForFunction((rows) => parseInt(document.getElementById("count").textContent, 10) ===
    document.querySelectorAll(rows).length, selector, { timeout: 10000 }).catch(() => {}); // the caller sees what differs
  return wideRows(page, selector);
}

module.exports = { matches, readMatrix, said, shown, visibleWideRows, wideRows };
