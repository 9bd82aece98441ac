// The page of a wide table: it shows what its CSV says, filters as one types, finds gaps by column, restores a view from a
// link, and carries the brand of its workspace.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { words } = require("./crosswalk");
const documents = require("./documents");
const { run } = require("./harness");
const { matches, readMatrix, said, shown, visibleWideRows } = require("./matrix");

// Ids, words of titles, groups, relations, gaps and reasons; two at once; in capitals; what is nowhere.
function queries(rows) {
  const found = ["", "  ", "no-such-thing-anywhere", "OPEN", "m1", "subset of", "related to open"];
  const word = (text, i) => text.split(/[\s;]+/).filter((one) => one.length > 3)[i] ?? text.split(" ")[0];
  for (let i = 0; i < rows.length; i += Math.max(1, Math.floor(rows.length / 4))) {
    const { id, title, cells, text } = rows[i];
    found.push(id, word(title, 0).toUpperCase(), word(text, 1), words(said(cells[0]).split(/[;(]/)[0]), `${said(cells[cells.length - 1]).split(/[ :]/)[0]} ${id}`);
  }
  return [...new Set(found)];
}

async function filtered(t, page, stem, rows) {
  for (const query of queries(rows)) {
    const wanted = rows.filter((row) => matches(row, query));
    await page.fill("#q", query);
    t.same(`${stem}: filter "${query}"`, await visibleWideRows(page), wanted.map(shown));
    t.same(`${stem}: count of "${query}"`, await page.textContent("#count"), `${wanted.length} of ${rows.length} rows`);
    t.same(`${stem}: "nothing" of "${query}"`, await page.isVisible("#nothing"), wanted.length === 0);
    t.same(`${stem}: empty groups of "${query}"`, await page.$$eval("#rows > tbody:not([hidden])", (all) =>
      all.filter((body) => !body.querySelector("tr:not(.g):not([hidden])")).length), 0);
  }
  await page.fill("#q", "");
}

// Gaps in any, in every and in one column; each choice can be sent as a link, and undone.
async function gaps(t, file, stem, rows, targets) {
  const page = await t.open(file);
  const choices = [["any", (row) => row.gaps.includes(true)], ["all", (row) => !row.gaps.includes(false)],
    ...targets.map((_, i) => [String(i + 1), (row) => row.gaps[i]])];
  t.same(`${stem}: choices`, await page.$$eval("#gaps option", (all) => all.map((one) => one.value)),
    ["", ...choices.map(([value]) => value)]);
  for (const [value, has] of choices) {
    const wanted = rows.filter(has).map(shown);
    await page.selectOption("#gaps", value);
    t.same(`${stem}: gaps "${value}"`, await visibleWideRows(page), wanted);
    const linked = await t.open(file, { hash: new URL(page.url()).hash });
    t.same(`${stem}: gaps "${value}" from the link`, await visibleWideRows(linked), wanted);
    t.same(`${stem}: the choice is seen`, await linked.inputValue("#gaps"), value);
    await t.close(linked);
  }
  await page.fill("#q", rows[0].id);
  await page.check("#ids");
  t.same(`${stem}: titles with ids only`, await page.locator("#rows td span:visible").count(), 0);
  const linked = await t.open(file, { hash: new URL(page.url()).hash });
  t.same(`${stem}: all three from the link`, await linked.evaluate(() =>
    [document.getElementById("q").value, document.getElementById("gaps").value, document.getElementById("ids").checked]),
  [rows[0].id, String(targets.length), true]);
  t.same(`${stem}: its rows`, await visibleWideRows(linked), await visibleWideRows(page));
  await t.close(linked);
  await page.click("#clear");
  t.same(`${stem}: all again`, await visibleWideRows(page), rows.map(shown));
  t.same(`${stem}: nothing is left`, await page.evaluate(() => location.hash + document.getElementById("q").value +
    document.getElementById("gaps").value + document.getElementById("ids").checked), "false");
  await t.close(page);
}

// A link to a row shows it, also where a filter hides it; links that somebody wrote by hand do no harm.
async function deep(t, file, stem) {
  const page = await t.open(file);
  const ids = await page.$$eval("#rows > tbody > tr[id]", (all) => all.map((tr) => tr.id));
  t.same(`${stem}: each row has an address of its own`, new Set(ids).size, await page.locator("#rows > tbody > tr:not(.g)").count());
  const last = ids[ids.length - 1];
  const seen = (one) => one.waitForFunction((id) => {
    const box = document.getElementById(id).getBoundingClientRect();
    return box.height > 0 && box.top < innerHeight && box.bottom > 0;
  }, last, { timeout: 5000 }).then(() => true, () => false);
  t.same(`${stem}: a link to a row`, await seen(await t.open(file, { hash: `#${encodeURIComponent(last)}` })), true);
  await page.fill("#q", "no-such-thing-anywhere");
  await page.evaluate((id) => { location.hash = `#${encodeURIComponent(id)}`; }, last);
  t.same(`${stem}: a link to a row that was hidden`, await seen(page), true);
  for (const hash of ["#%", "#gaps=99", "#gaps=any%", "#q=%F0%9F", "#constructor=1&__proto__=2"]) {
    const strange = await t.open(file, { hash });
    const left = hash.startsWith("#q=") ? 0 : ids.length;
    t.same(`${stem}: ${hash} shows`, (await visibleWideRows(strange)).length, left);
    await t.close(strange);
  }
  t.same(`${stem}: links that lead nowhere`, await page.$$eval('a[href^="#"]', (all) => all.map((a) =>
    decodeURIComponent(a.getAttribute("href").slice(1))).filter((id) => !document.getElementById(id))), []);
  const files = await page.$$eval("a", (all) => all.map((a) => a.getAttribute("href")).filter((href) => !/^(#|https?:)/.test(href)));
  t.same(`${stem}: files that are not there`, files.filter((href) => !fs.existsSync(path.join(path.dirname(file), decodeURIComponent(href)))), []);
  await t.close(page);
}

async function branded(t, file, stem, { whose, notes, accent }) {
  const page = await t.open(file);
  t.same(`${stem}: the logo is seen`, await page.$eval(".brand img", (img) => img.complete && img.naturalWidth > 0), true);
  t.same(`${stem}: whose it is`, await page.textContent(".brand p"), whose);
  t.same(`${stem}: paragraphs of the note`, await page.locator(".front p").count(), notes);
  t.same(`${stem}: the rule has the colour`, await page.evaluate(() =>
    getComputedStyle(document.querySelector("header"), "::before").backgroundColor), accent);
  await t.close(page);
}

async function whole(t, out, stem, brand) {
  const file = path.join(out, `${stem}.html`);
  const { rows, report } = readMatrix(path.join(out, stem));
  const page = await t.open(file);
  t.check(`${stem}: rows`, rows.length > 5);
  t.same(`${stem}: all rows`, await visibleWideRows(page), rows.map(shown));
  await filtered(t, page, stem, rows);
  await t.close(page);
  await gaps(t, file, stem, rows, report.targets);
  await deep(t, file, stem);
  await branded(t, file, stem, brand);
}

run(async (t) => {
  const example = t.example();
  const brand = { whose: "Acme Screening", notes: 2, accent: "rgb(15, 107, 92)" };
  await whole(t, example, "screening-policy--matrix", brand);
  await whole(t, example, "iso27001-2022--matrix", brand);
  const hostile = t.build("--candidates", documents.hostileWide(t));
  await whole(t, hostile, "one--matrix", { whose: "N & M <b>", notes: 1, accent: "rgb(255, 0, 136)" });
});
