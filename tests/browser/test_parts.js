// A crosswalk on several pages: together they show all rows, each filters and sorts its own, and the picture on the first
// leads to rows on all of them.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { judge } = require("./accessibility");
const { matches, readCrosswalk, shown } = require("./crosswalk");
const documents = require("./documents");
const { run } = require("./harness");
const { visibleRows } = require("./page");

const ROWS = 1200;
const MOST = 500;

run(async (t) => {
  const out = t.build("--limit", `page-rows=${MOST}`, ...documents.large(t, ROWS));
  const stem = path.join(out, "large-s--large-t");
  const files = [`${stem}.html`, ...[2, 3, 4, 5].map((n) => `${stem}~${n}.html`)].filter((file) => fs.existsSync(file));
  t.check("several pages", files.length >= 3, files.join());
  const { rows } = readCrosswalk(stem);
  const wanted = rows.map(shown);
  let before = 0;
  for (const file of files) {
    const name = path.basename(file);
    const page = await t.open(file);
    const mine = await visibleRows(page);
    t.same(`${name}: its rows`, mine, wanted.slice(before, before + mine.length));
    const part = rows.slice(before, before + mine.length);
    before += mine.length;
    await page.fill("#q", "backup");
    t.same(`${name}: filtered`, await visibleRows(page), part.filter((row) => matches(row, "backup")).map(shown));
    await page.fill("#q", "");
    await page.click("#rows > thead th[data-k=target] button");
    t.same(`${name}: sorted, none is lost`, (await visibleRows(page)).map(String).sort(), mine.map(String).sort());
    t.same(`${name}: its place among the parts`, await page.getAttribute("[aria-current=page]", "href"), `${name}#table`);
    await judge(t, page, name);
    await t.close(page);
  }
  t.same("all rows, each on one page", before, wanted.length);

  const first = await t.open(files[0], { leaves: true });
  const last = first.locator(".picture a").last();
  const [file, id] = (await last.getAttribute("href")).split("#");
  t.same("the last square leads to the last page", file, path.basename(files[files.length - 1]));
  await last.click();
  await first.waitForURL(`**/${file}#*`);
  t.check("and to a row that can be seen", await first.isVisible(`[id="${id}"]`));
});
