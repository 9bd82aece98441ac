#!/usr/bin/env node
/* Does the job of the benchmark in DuckDB: node with_duckdb.cjs CATALOGUE OUT
 *
 * As for SQLite the catalogue is read from controls.csv and maps.csv, prepared beforehand. Everything is worked out for all
 * pairs at once, which is what DuckDB is good at; then each pair is written. It uses all processors. The package
 * @duckdb/node-api is looked for where node looks, NODE_PATH included. */
"use strict";
const fs = require("fs");
const path = require("path");
const { DuckDBInstance } = require("@duckdb/node-api");

const [catalogue, out] = process.argv.slice(2);
const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
const table = (name, columns) =>
  `CREATE TABLE ${name} AS SELECT ${columns} FROM read_csv(${quoted(path.join(catalogue, `${name}.csv`))}, header = true, all_varchar = true)`;

const LOAD = [
  table("controls", "CAST(place AS INTEGER) AS place, framework, id, title, kind"),
  table("maps", "CAST(place AS INTEGER) AS place, mapping, source, target, coalesce(source_ids, '') AS source_ids, coalesce(target_ids, '') AS target_ids, relation, coalesce(strength, '') AS strength, coalesce(remarks, '') AS remarks"),
  /* A map names one control for most of its sides, and rarely two. */
  `CREATE TABLE sides AS
     WITH named AS (
       SELECT place AS map, 's' AS side, source AS framework, unnest(string_split(source_ids, ' ')) AS id,
              generate_subscripts(string_split(source_ids, ' '), 1) AS part FROM maps
       UNION ALL
       SELECT place, 't', target, unnest(string_split(target_ids, ' ')), generate_subscripts(string_split(target_ids, ' '), 1) FROM maps)
     SELECT map, side, arg_min(c.place, part) AS first, string_agg(c.title, '; ' ORDER BY part) AS title, count(*) AS members
     FROM named JOIN controls c ON c.framework = named.framework AND c.id = named.id GROUP BY map, side`,
  /* Every fact in both directions, so that a table has the facts of both mappings between two frameworks. */
  `CREATE TABLE facts AS
     WITH read AS (
       SELECT m.*, s.first AS x, t.first AS y, s.title AS source_title, t.title AS target_title,
              s.members = 1 AND t.members = 1 AS single
       FROM maps m JOIN sides s ON s.map = m.place AND s.side = 's' JOIN sides t ON t.map = m.place AND t.side = 't')
     SELECT source AS a, target AS b, x, y, replace(source_ids, ' ', '+') AS source_ids, source_title, relation,
            replace(target_ids, ' ', '+') AS target_ids, target_title, strength, mapping, remarks,
            single FROM read
     UNION ALL
     SELECT target, source, y, x, replace(target_ids, ' ', '+'), target_title,
            CASE relation WHEN 'subset-of' THEN 'superset-of' WHEN 'superset-of' THEN 'subset-of' ELSE relation END,
            replace(source_ids, ' ', '+'), source_title, strength, mapping, remarks, single FROM read`,
  `CREATE TABLE links AS
     SELECT x, a, b, y, max(CAST(relation IN ('equal-to', 'subset-of') AS INTEGER)) AS fully
     FROM facts WHERE single AND relation <> 'no-relationship' GROUP BY x, a, b, y`,
];

/* Two steps are looked for only where coverage is not full. */
const JUDGE = [
  `CREATE TABLE direct AS
     SELECT l.x, l.b, max(l.fully) AS fully, string_agg(c.id, ' ' ORDER BY l.y) AS ids
     FROM links l JOIN controls c ON c.place = l.y JOIN asked q ON q.framework = l.a AND q.other = l.b GROUP BY l.x, l.b`,
  `CREATE TABLE two_steps AS
     WITH met AS (
       SELECT first.x, second.b, second.y, count(*) AS ways
       FROM links first
       JOIN asked q ON q.framework = first.a
       JOIN links second ON second.x = first.y AND second.b = q.other
       JOIN controls c ON c.place = second.y AND c.kind = 'control'
       LEFT JOIN direct d ON d.x = first.x AND d.b = q.other
       WHERE first.b <> q.other AND first.b <> first.a AND coalesce(d.fully, 0) = 0
         AND NOT EXISTS (SELECT 1 FROM links l WHERE l.x = first.x AND l.b = q.other AND l.y = second.y)
       GROUP BY first.x, second.b, second.y),
     ranked AS (SELECT *, row_number() OVER (PARTITION BY x, b ORDER BY ways DESC, y) AS rank FROM met)
     SELECT x, b, string_agg(c.id, ' ' ORDER BY rank) AS ids
     FROM ranked JOIN controls c ON c.place = ranked.y WHERE rank <= 10 GROUP BY x, b`,
  `CREATE TABLE coverage AS
     SELECT q.framework, q.other, c.place, c.id, c.title,
            CASE d.fully WHEN 1 THEN 'full' WHEN 0 THEN 'partial' ELSE 'none' END AS coverage,
            coalesce(d.ids, '') AS "by", coalesce(t.ids, '') AS candidates
     FROM asked q JOIN controls c ON c.framework = q.framework AND c.kind = 'control'
     LEFT JOIN direct d ON d.x = c.place AND d.b = q.other
     LEFT JOIN two_steps t ON t.x = c.place AND t.b = q.other`,
];

const escaped = (column) => `replace(replace(replace(${column}, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')`;

function write(source, target) {
  const named = (end) => quoted(path.join(out, `${source}--${target}${end}`));
  const rows = `
    SELECT 0 AS part, x, y, source_ids AS source_id, source_title, relation, target_ids AS target_id, target_title,
           'declared' AS basis, strength, '' AS confidence, mapping, remarks
    FROM facts WHERE a = ${quoted(source)} AND b = ${quoted(target)}
    UNION ALL
    SELECT 1, place, 0, id, title, '', '', '', 'gap', '', '', '', ''
    FROM coverage WHERE framework = ${quoted(source)} AND other = ${quoted(target)} AND coverage = 'none'`;
  const columns = ["source_id", "source_title", "relation", "target_id", "target_title", "basis", "strength", "confidence", "mapping", "remarks"];
  const cells = columns.map((column) => (/title|remarks/.test(column) ? escaped(column) : column)).join(" || '</td><td>' || ");
  return [
    `CREATE OR REPLACE TEMP TABLE rows_of AS SELECT row_number() OVER (ORDER BY part, x, y) AS number, * FROM (${rows})`,
    `COPY (SELECT ${columns.join(", ")} FROM rows_of ORDER BY number) TO ${named(".csv")} (FORMAT csv, HEADER)`,
    `COPY (SELECT framework, id, title, coverage, "by", candidates FROM coverage
           WHERE (framework = ${quoted(source)} AND other = ${quoted(target)}) OR (framework = ${quoted(target)} AND other = ${quoted(source)})
           ORDER BY framework <> ${quoted(source)}, place) TO ${named(".gaps.csv")} (FORMAT csv, HEADER)`,
    `COPY (SELECT html FROM (
             SELECT 0 AS number, '<!DOCTYPE html><html><head><meta charset="utf-8"><title>${source}--${target}</title></head><body><table>' AS html
             UNION ALL SELECT number, '<tr><td>' || ${cells} || '</td></tr>' FROM rows_of
             UNION ALL SELECT 1e15, '</table></body></html>') ORDER BY number)
     TO ${named(".html")} (FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER E'\\x01')`,
  ];
}

async function main() {
  const pairs = fs
    .readdirSync(path.join(catalogue, "mappings"))
    .filter((name) => name.endsWith(".xml"))
    .sort()
    .map((name) => name.slice(0, -".xml".length).split("-to-"));
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const asked = pairs.flatMap(([source, target]) => [`(${quoted(source)}, ${quoted(target)})`, `(${quoted(target)}, ${quoted(source)})`]);
  const statements = [
    ...LOAD,
    `CREATE TABLE asked AS SELECT DISTINCT * FROM (VALUES ${asked.join(", ")}) AS pairs(framework, other)`,
    ...JUDGE,
    ...pairs.flatMap(([source, target]) => write(source, target)),
  ];
  for (const statement of statements) {
    await connection.run(statement);
  }
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
