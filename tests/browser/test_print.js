// On paper: every page of the table has its heading, every page its number, no row is cut, and every row is there, folded
// remarks included; with and without JavaScript.
"use strict";
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { oneSpace, readCrosswalk } = require("./crosswalk");
const documents = require("./documents");
const { run } = require("./harness");
const { readMatrix } = require("./matrix");

// The most sheets that the pages of the example may take, in the widest of usual fonts. What a client is handed stays short:
// twenty rows are five sheets, with what is open, the coverage of both sides and where all of it comes from.
const MOST_SHEETS = { "screening-policy--iso27001-2022": 5, "screening-policy--csf-2.0": 8, "screening-policy--gdpr": 8,
  "screening-policy--bs7858-2019": 6, "cyber-essentials-3.3--iso27001-2022": 18, "screening-policy--matrix": 6, "iso27001-2022--matrix": 13,
  "csf-2.0--align": 10, "acme-iso27001-2026--soa": 7, "acme-iso27001-2026--risks": 3, bid: 3, index: 3 };
const HEADING = /Source\s+Relation\s+Target\s+Basis/;

// The text of each page of paper.
async function printed(t, file, options) {
  const page = await t.open(file, options);
  const pdf = path.join(t.scratch, "printed.pdf");
  fs.writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
  await t.close(page);
  const text = execFileSync("pdftotext", ["-layout", "-enc", "UTF-8", pdf, "-"], { encoding: "utf8", maxBuffer: 1 << 28 });
  const sheets = text.split("\f");
  t.same("the last page ends", sheets.pop(), "");
  const said = execFileSync("pdfinfo", [pdf], { encoding: "utf8" });
  t.same("pages of text are pages of paper", sheets.length, Number(/Pages:\s+(\d+)/.exec(said)[1]));
  return sheets;
}

function numbered(t, what, sheets) {
  t.same(`${what}: page numbers`, sheets.map((sheet) => (/\d+ ?\/ ?\d+(?=\s*$)/.exec(sheet) ?? [""])[0].replace(/ /g, "")),
    sheets.map((_, i) => `${i + 1}/${sheets.length}`));
}

async function whole(t, out, javaScriptEnabled) {
  const stem = path.join(out, "paper-p--paper-r");
  const { rows } = readCrosswalk(stem);
  const what = javaScriptEnabled ? "with script" : "without script";
  const sheets = await printed(t, `${stem}.html`, { javaScriptEnabled });
  numbered(t, what, sheets);
  const on = (word) => sheets.flatMap((sheet, i) => (new RegExp(`\\b${word}\\b`).test(sheet) ? [i] : []));
  const facts = rows.filter((row) => row.remarks !== "");
  t.check(`${what}: facts`, facts.length === 160);
  const places = facts.map((row, i) => [on(`begin${i}`), on(`end${i}`)]);
  t.same(`${what}: rows that are cut, or on no page or several`, places.flatMap(([begin, end], i) =>
    (begin.length === 1 && end.length === 1 && begin[0] === end[0] ? [] : [[i, begin, end]])), []);
  const table = [...new Set(places.flat(2))];
  t.check(`${what}: a table of several pages`, table.length >= 4, `${table.length}`);
  t.same(`${what}: pages of the table without its heading`, table.filter((i) => !HEADING.test(sheets[i])), []);
  // A heading of a group is not the last thing on a page.
  t.same(`${what}: groups that lost their rows`, sheets.flatMap((sheet, i) =>
    (/P-\d Chapter \d\s*\d+ \/ \d+\s*$/.test(sheet) ? [i + 1] : [])), []);
}

// A page with a filter prints what is shown.
async function filtered(t, out) {
  const stem = path.join(out, "paper-p--paper-r");
  const sheets = (await printed(t, `${stem}.html`, { hash: "#q=P.77" })).join("\n");
  t.check("the row that is shown", /\bbegin76\b/.test(sheets));
  t.check("no other", !/\bbegin(?!76\b)\d+\b/.test(sheets));
}

async function bundled(t, out) {
  const stem = path.join(out, "cyber-essentials-3.3--iso27001-2022");
  const { rows, report } = readCrosswalk(stem);
  const sheets = await printed(t, `${stem}.html`, { colorScheme: "dark" });
  numbered(t, "example", sheets);
  const text = oneSpace(sheets.join(" "));
  t.same("titles that are not on paper", [...new Set(rows.map((row) => row.source_id))].filter((id) => !text.includes(id)), []);
  t.check("how it was made is on paper", text.includes(report.source.sha256.slice(0, 12)));
  t.check("no more paper than needed", sheets.length <= 30, `${sheets.length} pages`);
}

// How many sheets each page of the example takes; and a loose sheet says what it is of, who made it, and which version.
async function lengths(t, out) {
  for (const [stem, most] of Object.entries(MOST_SHEETS)) {
    const sheets = await printed(t, path.join(out, `${stem}.html`), {});
    t.check(`${stem}: no more paper than needed`, sheets.length <= most, `${sheets.length} sheets, ${most} are enough`);
    const heads = sheets.map((sheet) => oneSpace(sheet.trimStart().split("\n")[0]));
    t.same(`${stem}: sheets without title, organisation and version`,
      heads.filter((head) => head !== heads[0] || !/^\S.* Acme Screening, version 8$/.test(head)), []);
    numbered(t, stem, sheets);
  }
}

// What is open on the side of the reader is on paper: each control once in its coverage, with its title, which may go on in
// the next line.
async function open(t, out) {
  const stem = path.join(out, "screening-policy--iso27001-2022");
  const { report } = readCrosswalk(stem);
  const text = oneSpace((await printed(t, `${stem}.html`, { javaScriptEnabled: false })).join(" "));
  const items = report.target.controls.filter((item) => item.counted);
  t.check("the coverage of many controls", items.length === 123);
  t.same("controls that are not on paper with their title", items.map(({ id, title }) => `${id} ${title.split(" ").slice(0, 2).join(" ")}`)
    .filter((start) => !text.includes(start)), []);
}

// A wide table: the ids of the counterparts are beside their row, which may break where a sheet ends, and the names of the
// columns are on each sheet.
async function wide(t, out, javaScriptEnabled) {
  const what = javaScriptEnabled ? "wide, with script" : "wide, without script";
  const sheets = await printed(t, path.join(out, "paper-v--matrix.html"), { javaScriptEnabled });
  numbered(t, what, sheets);
  const on = (word) => sheets.flatMap((sheet, i) => (new RegExp(`\\b${word}\\b`).test(sheet) ? [i] : []));
  const places = Array.from({ length: 120 }, (_, i) => [on(`begin${i}`), on(`X\\.${i + 1}`), on(`Y\\.${i + 1}`)]);
  t.same(`${what}: rows that are cut, or on no page or several`, places.flatMap((row, i) =>
    (row.every((found) => found.length === 1 && Math.abs(found[0] - row[0][0]) <= 1) ? [] : [[i, ...row]])), []);
  const table = [...new Set(places.flat(2))];
  t.check(`${what}: a table of several pages`, table.length >= 4, `${table.length}`);
  t.same(`${what}: pages of the table without its heading`, table.filter((i) => !/Column X\s+Column Y/.test(sheets[i])), []);
  t.check(`${what}: the note is on the front`, sheets[0].includes("On the front."));
}

// With many columns it is printed by its ids: each is there.
async function manyColumns(t, out) {
  const { rows } = readMatrix(path.join(out, "one--matrix"));
  const sheets = await printed(t, path.join(out, "one--matrix.html"), {});
  numbered(t, "many columns", sheets);
  const text = sheets.join("\n");
  t.same("ids that are not on paper", rows.map((row) => row.id).filter((id) => !text.includes(id)), []);
}

run(async (t) => {
  const out = t.build(...documents.paper(t));
  await whole(t, out, true);
  await whole(t, out, false);
  await filtered(t, out);
  const example = t.example();
  await bundled(t, example);
  await lengths(t, example);
  await open(t, example);
  const columns = t.build(documents.paperWide(t));
  await wide(t, columns, true);
  await wide(t, columns, false);
  await manyColumns(t, t.build(documents.hostileWide(t)));
});
