// Copying the rows that are shown: what a spreadsheet gets are the cells of the CSV, and nothing that it would run.
"use strict";
const path = require("node:path");
const { matches, oneSpace, readCrosswalk } = require("./crosswalk");
const documents = require("./documents");
const { run } = require("./harness");
const { visibleRows } = require("./page");

const defused = (cell) => (/^[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(cell) ? `'${cell}` : cell);

async function copied(t, out, stem, query) {
  const { rows } = readCrosswalk(path.join(out, stem));
  const page = await t.open(path.join(out, `${stem}.html`), { permissions: ["clipboard-read", "clipboard-write"] });
  await page.fill("#q", query);
  await visibleRows(page);
  await page.click("#copy");
  const wanted = rows.filter((row) => matches(row, query)).flatMap((row) => row.facts);
  t.check(`${stem}: something to copy for "${query}"`, wanted.length > 0);
  await page.waitForFunction(() => /copied|not allow/.test(document.getElementById("count").textContent));
  t.same(`${stem}: said`, await page.textContent("#count"), `${wanted.length} ${wanted.length === 1 ? "row" : "rows"} copied`);
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).split("\n");
  t.same(`${stem}: the last line ends`, lines.pop(), "");
  t.same(`${stem}: heading`, lines.shift(),
    "Source\tSource title\tRelation\tTarget\tTarget title\tBasis\tStrength\tConfidence\tMapping\tRemarks");
  t.same(`${stem}: rows for "${query}"`, lines.map((line) => line.split("\t")), wanted.map((row) =>
    [row.source_id, row.source_title, row.relation, row.target_id, row.target_title, row.basis, row.strength, row.confidence,
      row.mapping, row.remarks].map((cell) => defused(oneSpace(cell)))));
}

run(async (t) => {
  const example = t.example();
  await copied(t, example, "cyber-essentials-3.3--iso27001-2022", "FW-05.1 A.8.32");
  await copied(t, example, "screening-policy--csf-2.0", "");
  await copied(t, t.build(...documents.hostile(t)), "one--two", "");
});
