// A page of five thousand rows: its weight, and that a filter gives the right rows. The times are printed; they decide
// nothing, for a machine may be slow.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { matches, readCrosswalk, shown } = require("./crosswalk");
const documents = require("./documents");
const { run } = require("./harness");
const { visibleRows } = require("./page");

const ROWS = 5000;
const MOST_BYTES_A_ROW = 250;

run(async (t) => {
  const stem = path.join(t.build(...documents.large(t, ROWS)), "large-s--large-t");
  const { rows } = readCrosswalk(stem);
  t.same("declared rows", rows.filter((row) => row.basis === "declared").length, ROWS);
  const weight = fs.statSync(`${stem}.html`).size / rows.length;
  t.check("the page is light", weight < MOST_BYTES_A_ROW, `${weight.toFixed(1)} bytes a row`);
  console.log(`${weight.toFixed(1)} bytes a row`);

  const page = await t.open(`${stem}.html`);
  console.log(`loaded in ${await page.evaluate(() => Math.round(performance.timing.loadEventEnd - performance.timing.navigationStart))} ms`);
  t.same("all rows", await visibleRows(page), rows.map(shown));
  for (const query of ["s", "S12.3", "backup", "related to review", "T50", "no-such-thing-anywhere", ""]) {
    // From the key to what is on the screen: the work of the script and of the layout after it.
    const time = await page.evaluate(async (text) => {
      const q = document.getElementById("q");
      const begin = performance.now();
      q.value = text;
      q.dispatchEvent(new Event("input"));
      void document.body.offsetHeight;
      return performance.now() - begin;
    }, query);
    console.log(`filter "${query}": ${time.toFixed(0)} ms`);
    t.same(`filter "${query}"`, await visibleRows(page), rows.filter((row) => matches(row, query)).map(shown));
  }
  await page.click("#rows > thead th[data-k=target] button");
  t.same("sorted, none is lost", (await visibleRows(page)).length, rows.length);
});
