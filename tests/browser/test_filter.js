// Filtering as one types: what stands on the page is what the CSV of the same crosswalk gives.
"use strict";
const path = require("node:path");
const { matches, readCrosswalk, shown } = require("./crosswalk");
const documents = require("./documents");
const { run } = require("./harness");
const { visibleRows } = require("./page");

// Words from all over the table: ids, titles, groups, relations, bases; two at once; in capitals; what is nowhere.
function queries(rows) {
  const found = ["", "no-such-thing-anywhere", "  ", "OPEN", "declared", "implied", "related to", "m1"];
  const step = Math.max(1, Math.floor(rows.length / 6));
  const word = (text, i) => text.split(" ").filter((one) => one.length > 3)[i] ?? text.split(" ")[0];
  for (let i = 0; i < rows.length; i += step) {
    const row = rows[i];
    found.push(row.source_id, row.target_id, word(row.source_title, 0), `${word(row.target_title, 1)} ${row.relation}`,
      word(row.group, 1).toUpperCase(), `${row.basis} ${row.group.split(" ")[0]}`, word(row.remarks, 2));
  }
  return [...new Set(found)];
}

async function folder(t, out, stem) {
  const { rows } = readCrosswalk(path.join(out, stem));
  const page = await t.open(path.join(out, `${stem}.html`));
  t.same(`${stem}: all rows`, await visibleRows(page), rows.map(shown));
  for (const query of queries(rows)) {
    const wanted = rows.filter((row) => matches(row, query));
    await page.fill("#q", query);
    t.same(`${stem}: filter "${query}"`, await visibleRows(page), wanted.map(shown));
    t.same(`${stem}: count of "${query}"`, await page.textContent("#count"), `${wanted.length} of ${rows.length} rows`);
    t.same(`${stem}: "nothing" of "${query}"`, await page.isVisible("#nothing"), wanted.length === 0);
    // A heading stands above the rows of its group, and above no empty place.
    const empty = await page.evaluate(() => [...document.querySelectorAll("#rows > tbody:not([hidden])")]
      .filter((body) => !body.querySelector("tr:not(.g):not([hidden])")).length);
    t.same(`${stem}: empty groups of "${query}"`, empty, 0);
  }
  await page.fill("#q", "");
  await chosen(t, page, stem, rows);
  return page;
}

// Relation, basis, gaps only, all together with a word; "Show all" forgets them.
async function chosen(t, page, stem, rows) {
  for (const [id, field] of [["#rel", "relations"], ["#basis", "bases"]]) {
    const values = [...new Set(rows.flatMap((row) => row[field]).filter(Boolean))].sort();
    t.same(`${stem}: choices of ${field}`, await page.$$eval(`${id} option`, (all) => all.map((one) => one.value)), ["", ...values]);
    for (const value of values) {
      await page.selectOption(id, value);
      t.same(`${stem}: ${field} ${value}`, await visibleRows(page), rows.filter((row) => row[field].includes(value)).map(shown));
    }
    await page.selectOption(id, "");
  }
  await page.check("#gaps");
  t.same(`${stem}: only gaps`, await visibleRows(page), rows.filter((row) => row.basis === "open").map(shown));
  await page.uncheck("#gaps");
  await speakers(t, page, stem, rows);
  const one = rows[Math.floor(rows.length / 2)];
  await page.fill("#q", one.source_id);
  await page.selectOption("#basis", one.basis);
  t.same(`${stem}: a word and a basis`, await visibleRows(page),
    rows.filter((row) => matches(row, one.source_id) && row.basis === one.basis).map(shown));
  await page.click("#clear");
  t.same(`${stem}: all again`, await visibleRows(page), rows.map(shown));
  t.same(`${stem}: nothing is left in the controls`, await page.evaluate(() =>
    ["q", "rel", "basis"].map((id) => document.getElementById(id).value).join("") + location.hash), "");
}

// Who says it: one mapping alone, or several that agree or differ.
async function speakers(t, page, stem, rows) {
  if (!(await page.locator("#by").count())) return;
  const said = (row) => {
    const keys = row.facts.map((fact) => fact.key).filter(Boolean);
    return keys.length > 1 ? (row.relations.length > 1 ? "differ" : "agree") : keys[0] ?? "";
  };
  for (const value of new Set(rows.map(said).filter(Boolean))) {
    await page.selectOption("#by", value);
    t.same(`${stem}: said by ${value}`, await visibleRows(page), rows.filter((row) => said(row) === value).map(shown));
  }
  await page.selectOption("#by", "");
}

run(async (t) => {
  const example = t.example();
  await folder(t, example, "cyber-essentials-3.3--iso27001-2022");
  const page = await folder(t, example, "screening-policy--csf-2.0");
  // Key by key, and back again.
  const { rows } = readCrosswalk(path.join(example, "screening-policy--csf-2.0"));
  await page.focus("#q");
  for (let typed = 1; typed <= 6; typed++) {
    await page.keyboard.press("screen"[typed - 1]);
    const wanted = rows.filter((row) => matches(row, "screen".slice(0, typed)));
    t.same(`typed ${"screen".slice(0, typed)}`, await visibleRows(page), wanted.map(shown));
  }
  for (let left = 5; left >= 0; left--) await page.keyboard.press("Backspace");
  t.same("typed nothing", await visibleRows(page), rows.map(shown));

  await folder(t, t.pair("csf-1.1", "csf-2.0"), "csf-1.1--csf-2.0");
  await folder(t, t.build(...documents.hostile(t)), "one--two");
});
