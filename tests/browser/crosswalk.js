// A crosswalk as its CSV has it, with the groups that its JSON names: what a page is held against. Nothing here reads the
// page or shares code with it.
"use strict";
const fs = require("node:fs");

// RFC 4180.
function parseCsv(text) {
  const rows = [];
  let row = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (!match) throw new Error(`not CSV after ${rows.length} rows`);
    row.push(match[1] !== undefined ? match[1].replace(/""/g, '"') : match[2]);
    if (match[3] !== ",") {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}

// A cell that would run as a formula stands behind an apostrophe.
const undefused = (cell) => (/^'[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(cell) ? cell.slice(1) : cell);
const words = (token) => token.replace(/-/g, " ");
const oneSpace = (text) => text.replace(/\s+/g, " ").trim();

function records(file) {
  const [names, ...rows] = parseCsv(fs.readFileSync(file, "utf8"));
  return rows.map((cells) => Object.fromEntries(names.map((name, i) => [name, oneSpace(undefused(cells[i]))])));
}

// "GV Govern > GV.OC Organizational Context" for each control, the group itself included.
function groupPaths(framework) {
  const byId = new Map(framework.controls.map((control) => [control.id, control]));
  const paths = new Map();
  for (const control of framework.controls) {
    const path = [];
    for (let at = control; at; at = byId.get(at.parent)) {
      if (at.type === "group") path.unshift(`${at.id} ${oneSpace(at.title)}`);
    }
    paths.set(control.id, path.join(" \u203a "));
  }
  return paths;
}

// The notes of gaps as pages have them.
const NOTES = { "group-only": "heading only", "not-examined": "not examined yet", "option-only": "option only",
  "no-relation": "nothing found", "no-mapping": "no mapping", "joint-only": "named only together" };

// The facts of a crosswalk: the CSV's rows, with the relation in words, the group, the key of the mapping (M1, M2 ...) and what
// a gap leaves to review.
function readCrosswalk(stem) {
  const report = JSON.parse(fs.readFileSync(`${stem}.json`, "utf8"));
  const paths = groupPaths(report.source);
  const keys = new Map(report.mappings.map((mapping, i) => [mapping.id, `M${i + 1}`]));
  const review = new Map(report.source.controls.map((control) =>
    [control.id, control.candidates?.length ? `no counterpart\nto review: ${control.candidates.join(" ")}` : "no counterpart"]));
  const facts = records(`${stem}.csv`).map((record, n) => ({
    ...record,
    n,
    relation: words(record.relation),
    basis: record.basis === "gap" ? "open" : record.basis,
    remarks: record.basis === "gap" ? NOTES[record.remarks] ?? record.remarks : record.remarks,
    group: paths.get(record.source_id) ?? paths.get(record.source_id.split("+")[0]) ?? "",
    key: keys.get(record.mapping) ?? "",
    review: record.target_id === "" ? review.get(record.source_id) : "",
  }));
  return { facts, rows: pairs(facts), report };
}

// A page has one row for each pair, whoever declares it.
function pairs(facts) {
  const found = [];
  for (const fact of facts) {
    const last = found[found.length - 1];
    if (last && ["declared", "implied"].includes(fact.basis) && ["declared", "implied"].includes(last.facts[0].basis) &&
        last.source_id === fact.source_id && last.target_id === fact.target_id) last.facts.push(fact);
    else found.push({ ...fact, n: found.length, facts: [fact] });
  }
  // Where the figures are of several, the row stands where the first of them stands.
  for (const pair of found) {
    for (const name of ["strength", "confidence"]) pair[name] = pair.facts.map((fact) => fact[name]).find((one) => one !== "") ?? "";
    pair.bases = [...new Set(pair.facts.map((fact) => fact.basis))];
    pair.relations = [...new Set(pair.facts.map((fact) => fact.relation))];
  }
  return found;
}

const SEARCHED = ["group", "source_id", "source_title", "relation", "target_id", "target_title", "basis", "strength",
  "confidence", "key", "remarks", "review"];

// Whether the row has every word of the query somewhere in what the page shows of it.
function matches(row, query) {
  const text = row.facts.flatMap((fact) => SEARCHED.map((name) => fact[name])).join("\n").toLowerCase();
  return query.toLowerCase().split(/\s+/).filter(Boolean).every((word) => text.includes(word));
}

// What a page must show of a row.
function shown(row) {
  return row.facts.map((fact) => [fact.source_id, fact.relation, fact.target_id, fact.target_title, fact.basis, fact.strength,
    fact.confidence, fact.key, fact.remarks]);
}

module.exports = { groupPaths, matches, oneSpace, readCrosswalk, records, shown, words };
