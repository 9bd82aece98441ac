// Columns of the reader's own, and links to what publishers say: what stands in them, how they sort, what is copied, and that
// the links are links with names, which nothing is loaded from.
"use strict";
const path = require("node:path");
const { everyWay } = require("./accessibility");
const { records } = require("./crosswalk");
const documents = require("./documents");
const { run } = require("./harness");

const collator = new Intl.Collator("en", { numeric: true });
const HEADS = ["Source: Owner </th><b>", "Target: Owner </th><b>", "Target: system"];

function ownCells(page) {
  return page.$$eval("#rows > tbody > tr:not(.g):not([hidden])", (rows) => rows.map((tr) =>
    [...tr.querySelectorAll("td.own")].map((td) => td.textContent)));
}

async function columns(t, file, stem) {
  const page = await t.open(file, { permissions: ["clipboard-read", "clipboard-write"] });
  t.same("heads", await page.$$eval("#rows > thead th.own button", (all) => all.map((one) => one.textContent.trim())), HEADS);
  const pairs = new Map(records(`${stem}.csv`).map((row) => [`${row.source_id} ${row.target_id}`, HEADS.map((head) => row[head])]));
  const wanted = [...pairs.values()];
  t.same("cells", await ownCells(page), wanted);
  const empty = (text) => text || "\uffff";
  await page.click("#rows > thead th[data-k=own-t1] button");
  t.same("sorted by system", (await ownCells(page)).map((row) => row[2]),
    wanted.map((row) => row[2]).sort((a, b) => collator.compare(empty(a), empty(b))));
  await page.click("#clear");
  await page.fill("#q", "zeta");
  await page.waitForFunction(() => /^[1-9]\d* of/.test(document.getElementById("count").textContent));
  t.check("found by what stands in them", (await ownCells(page)).every((row) => row[2] === "zeta"));
  await page.click("#clear");
  await page.click("#copy");
  await page.waitForFunction(() => /copied|not allow/.test(document.getElementById("count").textContent));
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).replace(/\n$/, "").split("\n").map((line) => line.split("\t"));
  t.same("copied heads", lines[0].slice(10), HEADS);
  t.same("copied cells", lines.slice(1).map((line) => line.slice(10).join()), records(`${stem}.csv`).map((row) =>
    HEADS.map((head) => (/^[=+\-@]/.test(row[head]) ? `'${row[head]}` : row[head])).join()));
}

async function links(t, file) {
  const page = await t.open(file);
  const found = await page.$$eval("a.out", (all) => all.map((a) => ({ text: a.textContent, name: a.getAttribute("aria-label"),
    rel: a.rel, url: a.href, id: decodeURIComponent(new URL(a.href).pathname.slice(1)), seen: a.offsetWidth > 0,
    beside: (a.closest("th, td").querySelector("a, b")).textContent, top: a.closest(".cover") !== null })));
  t.check("links in rows and in coverage", found.some((one) => one.top) && found.some((one) => !one.top) && found.length > 20);
  t.check("each link has a name, and nothing to be copied", found.every((one) => one.text === "" && one.name === `${one.id} at its publisher` &&
    one.seen && one.rel === "noopener external"), JSON.stringify(found.find((one) => one.text !== "" || one.name !== `${one.id} at its publisher`)));
  t.check("each stands beside its control", found.every((one) => one.beside === one.id), JSON.stringify(found.find((one) => one.beside !== one.id)));
  t.check("the address is that of the control", found.every((one) => one.url === `https://example.org/${encodeURIComponent(one.id)
    .replace(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}?as=${encodeURIComponent(one.id)
    .replace(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}&a=%27b%27`), JSON.stringify(found[2]));
}

run(async (t) => {
  const files = documents.owned(t);
  const out = t.build(...documents.OWN, ...files);
  const stem = path.join(out, "one--two");
  await columns(t, `${stem}.html`, stem);
  await links(t, `${stem}.html`);
  await everyWay(t, `${stem}.html`);
});
