// Without JavaScript a page is whole, those of crosswalks and those made of assessments: each row of the CSV can be read,
// each remark unfolds, and no control is there that would do nothing.
"use strict";
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { readCrosswalk, records, shown } = require("./crosswalk");
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

const VIEWPORTS = [{ width: 1280, height: 900 }, { width: 390, height: 800 }];
const CONTROLS = "form:visible, select:visible, button:visible, input:visible";

// Where a paper has the rows of its CSV. That of a bid has no CSV: it is sentences, and one table of the functions of the CSF.
const PAPERS = { soa: "#controls", risks: "#chain", align: "#rows" };
const kindOf = (stem) => (stem === "bid" ? "bid" : Object.keys(PAPERS).find((kind) => stem.endsWith(`--${kind}`)));

async function readablePaper(t, out, stem) {
  const kind = kindOf(stem);
  for (const viewport of VIEWPORTS) {
    const page = await t.open(path.join(out, `${stem}.html`), { javaScriptEnabled: false, viewport });
    if (kind === "bid") {
      const seen = await page.innerText("body");
      const { sentences } = bidOf(t);
      t.check("bid: sentences", sentences.length > 20);
      t.same("bid: sentences that cannot be read", sentences.filter((one) => !seen.replace(/\s+/g, " ").includes(one)), []);
    } else {
      const rows = await page.$$eval(`${PAPERS[kind]} table.paper > tbody > tr`, (all) => all.map((tr) =>
        [...tr.cells].slice(0, 2).map((cell) => (cell.firstChild?.textContent ?? "").replace(/\s+/g, " ").trim())));
      const [first, second] = kind === "risks" ? ["risk", "control"] : ["id", "title"];
      const wanted = records(path.join(out, `${stem}.csv`)).map((row) => [row[first], row[second]]);
      t.check(`${stem}: rows`, wanted.length > 5);
      t.same(`${stem}: all rows`, rows, wanted);
    }
    t.same(`${stem}: rows that cannot be seen`, await page.$$eval("table.paper > tbody > tr", (all) =>
      all.filter((tr) => tr.getBoundingClientRect().height < 5).length), 0);
    t.same(`${stem}: controls without effect`, await page.locator(CONTROLS).count(), 0);
    const folded = page.locator("details").first();
    if (await folded.count()) {
      await folded.locator("summary").click();
      t.same(`${stem}: unfolds`, await folded.locator("p").isVisible(), true);
    } else {
      t.check(`${stem}: only an alignment has proofs to unfold`, kind !== "align");
    }
    await t.close(page);
  }
}

// What the bid says as Markdown: its points and paragraphs, without marks.
function bidOf(t) {
  const done = spawnSync(t.program, ["bid", documents.EXAMPLE], { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`bid ended with ${done.status}: ${done.stderr}`);
  return { sentences: done.stdout.split("\n").filter((line) => /^(- )?[A-Z].*\.$/.test(line))
    .map((line) => line.replace(/^- /, "").replace(/\\(.)/g, "$1").replace(/^[A-Z][A-Za-z0-9 ().:/]*: /, "")) };
}

async function readable(t, out, stem) {
  for (const viewport of VIEWPORTS) {
    const page = await t.open(path.join(out, `${stem}.html`), { javaScriptEnabled: false, viewport });
    t.same(`${stem}: all rows`, ...await rowsOf(page, out, stem));
    t.same(`${stem}: rows that cannot be seen`, await page.$$eval("#rows > tbody > tr", (all) =>
      all.filter((tr) => tr.getBoundingClientRect().height < 5).length), 0);
    t.same(`${stem}: controls without effect`, await page.locator(CONTROLS).count(), 0);
    const folded = page.locator("#rows details").first();
    if (await folded.count()) {
      await folded.locator("summary").click();
      t.same(`${stem}: unfolds`, await folded.locator("p").isVisible(), true);
    }
    await t.close(page);
  }
}

run(async (t) => {
  const kinds = [];
  for (const [out, least] of [[t.bundled(), 4], [t.example(), 6], [t.build(documents.hostileWide(t)), 2]]) {
    const pages = fs.readdirSync(out).filter((name) => /\.html$/.test(name) && name !== "index.html").map((name) => name.slice(0, -5));
    const papers = pages.filter(kindOf);
    const stems = pages.filter((stem) => !kindOf(stem));
    t.check("crosswalks", stems.length >= least, stems.join());
    for (const stem of stems) await readable(t, out, stem);
    for (const stem of papers) await readablePaper(t, out, stem);
    kinds.push(...papers.map(kindOf));
    const index = await t.open(path.join(out, "index.html"), { javaScriptEnabled: false });
    const named = await index.$$eval("#table tbody a, #wide tbody a", (all) => all.map((a) => decodeURIComponent(a.getAttribute("href"))));
    t.same("the index names them all", [...new Set(named.filter((href) => href.endsWith(".html")))].sort(),
      stems.map((stem) => `${stem}.html`).sort());
    t.same("and the papers", await index.$$eval("#papers li > a", (all) => all.map((a) => decodeURIComponent(a.getAttribute("href"))).sort()),
      papers.map((stem) => `${stem}.html`).sort());
  }
  t.same("papers of each kind", kinds.sort(), ["align", "bid", "risks", "soa"]);
});
