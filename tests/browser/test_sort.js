// Sorting by each column, both ways and back: the order is the one that the CSV gives when it is sorted on its own.
"use strict";
const path = require("node:path");
const { readCrosswalk, shown } = require("./crosswalk");
const documents = require("./documents");
const { run } = require("./harness");
const { visibleRows } = require("./page");

const collator = new Intl.Collator("en", { numeric: true });
const text = (field) => (a, b) => (a[field] === "") - (b[field] === "") || collator.compare(a[field], b[field]);
const number = (field) => (a, b) => (a[field] === "" ? -1 : +a[field]) - (b[field] === "" ? -1 : +b[field]);
const ORDERS = { source: (a, b) => a.n - b.n, relation: text("relation"), target: text("target_id"), basis: text("basis"),
  strength: number("strength"), confidence: number("confidence"), mapping: text("key") };

async function sorted(t, out, stem) {
  const { rows } = readCrosswalk(path.join(out, stem));
  const page = await t.open(path.join(out, `${stem}.html`));
  const columns = await page.$$eval("#rows > thead th", (heads) => heads.map((th) => th.dataset.k));
  t.check(`${stem}: columns`, columns.length >= 5 && columns.every((key) => ORDERS[key]), columns.join());
  for (const key of columns.filter((one) => one !== "source")) {
    for (const down of [false, true]) {
      await page.click(`#rows > thead th[data-k=${key}] button`);
      const wanted = rows.slice().sort((a, b) => (down ? -1 : 1) * ORDERS[key](a, b) || a.n - b.n);
      t.same(`${stem}: by ${key}${down ? ", down" : ""}`, await visibleRows(page), wanted.map(shown));
      t.same(`${stem}: said of ${key}`, await page.getAttribute(`#rows > thead th[data-k=${key}]`, "aria-sort"),
        down ? "descending" : "ascending");
      // Each row that does not follow one of its own control says its title.
      const untitled = await page.evaluate(() => {
        let last = "";
        return [...document.querySelectorAll("#rows > tbody:not([hidden]) > tr:not([hidden])")].filter((tr) => {
          const [id, title] = [tr.cells[0].firstChild.textContent, tr.cells[0].querySelector("p")];
          const first = id !== last;
          last = id;
          return first && !(title && title.offsetHeight > 0);
        }).length;
      });
      t.same(`${stem}: rows without title by ${key}`, untitled, 0);
    }
  }
  await page.click("#clear");
  t.same(`${stem}: as it was`, await visibleRows(page), rows.map(shown));
  t.same(`${stem}: groups again`, await page.evaluate(() => document.querySelectorAll("#rows > tbody > tr.g").length > 0), true);
  await page.click("#rows > thead th[data-k=source] button");
  t.same(`${stem}: by source, down`, await visibleRows(page), rows.slice().reverse().map(shown));
}

run(async (t) => {
  await sorted(t, t.example(), "cyber-essentials-3.3--iso27001-2022");
  await sorted(t, t.bundled(), "csf-2.0--iso27001-2022");
  await sorted(t, t.build(...documents.hostile(t)), "one--two");
});
