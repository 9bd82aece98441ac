// Without JavaScript a page is whole: each row of the CSV can be read, each remark unfolds, and no control is there that
// would do nothing.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { readCrosswalk, shown } = require("./crosswalk");
const documents = require("./documents");
const { run } = require("./harness");
const matrix = require("./matrix");
const { allRows } = require("./page");

// The rows as they stand on the page and as the CSV has them.
async function rowsOf(page, out, stem) {
  if (await page.locator("#rows.wide").count()) {
    return [await matrix.wideRows(page), matrix.readMatrix(path.join(out, stem)).rows.map(matrix.shown)];
  }
  // People are shown labels such as "Art. 20(1)"; those of the bundled frameworks are their ids but for blanks.
  const bare = (rows) => rows.map((facts) => facts.map((fact) => fact.map((cell, i) => (i === 0 || i === 2 ? cell.replace(/ /g, "") : cell))));
  return [bare(await allRows(page)), bare(readCrosswalk(path.join(out, stem)).rows.map(shown))];
}

async function readable(t, out, stem) {
  for (const viewport of [{ width: 1280, height: 900 }, { width: 390, height: 800 }]) {
    const page = await t.open(path.join(out, `${stem}.html`), { javaScriptEnabled: false, viewport });
    t.same(`${stem}: all rows`, ...await rowsOf(page, out, stem));
    t.same(`${stem}: rows that cannot be seen`, await page.$$eval("#rows > tbody > tr", (all) =>
      all.filter((tr) => tr.getBoundingClientRect().height < 5).length), 0);
    t.same(`${stem}: controls without effect`, await page.locator("form:visible, select:visible, button:visible").count(), 0);
    const folded = page.locator("#rows details").first();
    if (await folded.count()) {
      await folded.locator("summary").click();
      t.same(`${stem}: unfolds`, await folded.locator("p").isVisible(), true);
    }
    await t.close(page);
  }
}

run(async (t) => {
  for (const [out, least] of [[t.bundled(), 4], [t.example(), 6], [t.build(documents.hostileWide(t)), 2]]) {
    const stems = fs.readdirSync(out).filter((name) => /--.*\.html$/.test(name) && !/--(soa|risks|align)\.html$/.test(name)).map((name) => name.slice(0, -5));
    t.check("crosswalks", stems.length >= least, stems.join());
    for (const stem of stems) await readable(t, out, stem);
    const index = await t.open(path.join(out, "index.html"), { javaScriptEnabled: false });
    const named = await index.$$eval("#table tbody a, #wide tbody a", (all) => all.map((a) => decodeURIComponent(a.getAttribute("href"))));
    t.same("the index names them all", [...new Set(named.filter((href) => href.endsWith(".html")))].sort(),
      stems.map((stem) => `${stem}.html`).sort());
  }
});
