// Links into a page restore the view: filter, choices, order, a cell of the picture, a row, the coverage.
"use strict";
const path = require("node:path");
const { matches, readCrosswalk, records, shown } = require("./crosswalk");
const { run } = require("./harness");
const { visibleRows } = require("./page");

const STEM = "cyber-essentials-3.3--iso27001-2022";

async function view(t, file, rows) {
  const page = await t.open(file);
  await page.fill("#q", "access");
  await page.selectOption("#rel", "intersects with");
  await page.click("#rows > thead th[data-k=target] button");
  const [before, address] = [await visibleRows(page), new URL(page.url()).hash];
  const wanted = rows.filter((row) => matches(row, "access") && row.relations.includes("intersects with")).map(shown);
  t.same("the rows of the view", before.map(String).sort(), wanted.map(String).sort());
  t.check("some rows", wanted.length > 3);
  const again = await t.open(file, { hash: address });
  t.same("the view from its link", await visibleRows(again), before);
  t.same("the controls from a link", await again.evaluate(() => [document.getElementById("q").value,
    document.getElementById("rel").value]), ["access", "intersects with"]);
  await again.reload();
  t.same("the view after loading again", await visibleRows(again), before);
  await again.evaluate(() => { location.hash = "#gaps=1"; });
  t.same("another link in the same page", await visibleRows(again), rows.filter((row) => row.basis === "open").map(shown));
  const strange = await t.open(file, { hash: "#q=%3Cimg%20src%3Dx%3E&sort=constructor&rel=%00&cs=%22&s=%5B&t=%5D" });
  t.same("a link that nobody wrote", await visibleRows(strange), []);
  const broken = await t.open(file, { hash: "#%" });
  await broken.evaluate(() => { location.hash = "#%F0%"; });
  t.same("a broken address shows all rows", await visibleRows(broken), rows.map(shown));
}

// Each cell of the picture shows as many rows as it says, and its own.
async function picture(t, file, rows) {
  const page = await t.open(file);
  const cells = await page.$$eval(".picture a", (all) => all.map((a) => [a.querySelector("text").textContent, a.getAttribute("href").slice(1)]));
  t.check("cells in the picture", cells.length > 5);
  t.same("their sum is the joined pairs", cells.reduce((sum, [count]) => sum + Number(count), 0),
    rows.filter((row) => row.facts.some((fact) => ["declared", "implied"].includes(fact.basis) && fact.relation !== "no relationship")).length);
  for (let i = 0; i < cells.length; i += 12) {
    await page.locator(".picture a").nth(i).click();
    const seen = await visibleRows(page);
    t.same(`cell ${i} shows its rows`, seen.length, Number(cells[i][0]));
    t.same(`cell ${i} leads to one of them`, await page.evaluate((id) => !document.getElementById(id).hidden, cells[i][1]), true);
    const other = await t.open(file, { hash: new URL(page.url()).hash });
    t.same(`cell ${i} from its link`, await visibleRows(other), seen);
    await t.close(other);
  }
  t.check("the choice can be undone", await page.isVisible("#pair"));
  await page.click("#pair");
  t.same("all rows again", await visibleRows(page), rows.map(shown));
}

// A link to a row, also to one that a filter hides, shows the row.
async function row(t, file) {
  const page = await t.open(file);
  const ids = await page.$$eval("#rows > tbody > tr[id]", (all) => all.map((tr) => tr.id));
  t.same("each row has an address of its own", new Set(ids).size, ids.length);
  const last = ids[ids.length - 2];
  const seen = (one) => one.waitForFunction((id) => {
    const box = document.getElementById(id).getBoundingClientRect();
    return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
  }, last, { timeout: 5000 }).then(() => true, () => false);
  t.same("a link to a row", await seen(await t.open(file, { hash: `#${last}` })), true);
  await page.fill("#q", "no-such-thing-anywhere");
  await page.evaluate((id) => { location.hash = `#${id}`; }, last);
  t.same("a link to a hidden row", await seen(page), true);
}

const COVERAGE = { none: "open", partial: "in part", full: "in full", excluded: "no counterpart" };
const NOTES = { "extent-unknown": "extent unknown", "proved-short": "proved short", "related-only": "only named",
  "supports-only": "only supported", "joint-only": "named only together", "group-only": "heading only",
  "not-examined": "not examined yet", "option-only": "option only", "no-relation": "nothing found", "no-mapping": "no mapping" };

// The coverage tables: what they show is what the CSV of the gaps says.
async function coverage(t, out, stem) {
  const file = path.join(out, `${stem}.html`);
  const gaps = records(path.join(out, `${stem}.gaps.csv`));
  const page = await t.open(file);
  const [source, target] = stem.split("--");
  for (const [id, framework, key] of [["source", source, "cs"], ["target", target, "ct"]]) {
    const mine = gaps.filter((one) => one.framework === framework);
    const visible = (one) => one.$$eval(`#coverage-${id} tbody:not([hidden]) tr:not(.g):not([hidden])`, (all) =>
      all.map((tr) => [tr.cells[0].querySelector("a") ? tr.cells[0].querySelector("a").textContent : tr.cells[0].firstChild.textContent,
        tr.cells[0].querySelector("p").textContent, tr.cells[1].textContent, tr.cells[2].textContent,
        tr.cells[tr.cells.length - 1].firstChild?.data, tr.cells[tr.cells.length - 1].querySelector("p")?.textContent]
        .map((text = "") => text ?? "").map((text) => text.replace(/\s+/g, " ").trim())));
    const cells = (rows) => rows.map((one) => [one.id, one.title, one.note === "related-only" || one.note === "supports-only" ? "only named" : COVERAGE[one.coverage],
      one.by, NOTES[one.note] ?? one.note, one.reason]);
    // An accepted gap has another note, so that the page alone says of it whether it is only named.
    const known = (rows) => rows.map(([id, title, coverage, ...more]) => [id, title, more[1] === "accepted" ? "" : coverage, ...more]);
    t.same(`${id}: all`, known(await visible(page)), known(cells(mine)));
    for (const [choice, wanted] of [["gaps", ["none", "partial"]], ["none", ["none"]]]) {
      await page.selectOption(`#show-${id}`, choice);
      const expected = cells(mine.filter((one) => wanted.includes(one.coverage)));
      t.same(`${id}: ${choice}`, known(await visible(page)), known(expected));
      const linked = await t.open(file, { hash: `#${key}=${choice}` });
      t.same(`${id}: ${choice}, from its link`, known(await visible(linked)), known(expected));
      await t.close(linked);
    }
    await page.selectOption(`#show-${id}`, "");
  }
  // Every link within the page leads somewhere.
  t.same("links that lead nowhere", await page.$$eval('a[href^="#"]', (all) =>
    all.map((a) => a.getAttribute("href").slice(1)).filter((id) => !document.getElementById(id))), []);
}

run(async (t) => {
  const out = t.example();
  const { rows } = readCrosswalk(path.join(out, STEM));
  const file = path.join(out, `${STEM}.html`);
  await view(t, file, rows);
  await picture(t, file, rows);
  await row(t, file);
  await coverage(t, out, STEM);
  await coverage(t, t.bundled(), "iso27002-2013--iso27002-2022");
});
