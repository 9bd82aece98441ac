#!/usr/bin/env python3
"""Writes the script that does the job of the benchmark in the sqlite3 program: with_sqlite.py CATALOGUE OUT

The catalogue is read from controls.csv and maps.csv, prepared beforehand, since SQLite reads no XML: that is not counted
and to its advantage. The database is in memory, without a journal. Run it with: sqlite3 -init SCRIPT :memory: ""
"""
import pathlib
import sys

LOAD = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA temp_store = MEMORY;
CREATE TABLE controls (place INTEGER PRIMARY KEY, framework TEXT, id TEXT, title TEXT, kind TEXT);
CREATE TABLE maps (place INTEGER PRIMARY KEY, mapping TEXT, source TEXT, target TEXT, source_ids TEXT, target_ids TEXT,
                   relation TEXT, strength TEXT, remarks TEXT);
.import --csv --skip 1 '{catalogue}/controls.csv' controls
.import --csv --skip 1 '{catalogue}/maps.csv' maps
CREATE UNIQUE INDEX control_names ON controls (framework, id);
CREATE TABLE members (map INTEGER, side TEXT, part INTEGER, control INTEGER);
-- A map names one control for most of its sides, and rarely two.
INSERT INTO members
  SELECT m.place, 's', 0, c.place FROM maps m
    JOIN controls c ON c.framework = m.source AND c.id = substr(m.source_ids || ' ', 1, instr(m.source_ids || ' ', ' ') - 1);
INSERT INTO members
  SELECT m.place, 's', 1, c.place FROM maps m
    JOIN controls c ON c.framework = m.source AND c.id = substr(m.source_ids, instr(m.source_ids, ' ') + 1)
    WHERE instr(m.source_ids, ' ') > 0;
INSERT INTO members
  SELECT m.place, 't', 0, c.place FROM maps m
    JOIN controls c ON c.framework = m.target AND c.id = substr(m.target_ids || ' ', 1, instr(m.target_ids || ' ', ' ') - 1);
INSERT INTO members
  SELECT m.place, 't', 1, c.place FROM maps m
    JOIN controls c ON c.framework = m.target AND c.id = substr(m.target_ids, instr(m.target_ids, ' ') + 1)
    WHERE instr(m.target_ids, ' ') > 0;
CREATE UNIQUE INDEX member_names ON members (map, side, part);
-- Every fact in both directions, so that a table has the facts of both mappings between two frameworks.
CREATE TABLE facts (a TEXT, b TEXT, x INTEGER, y INTEGER, source_ids TEXT, source_title TEXT, relation TEXT,
                    target_ids TEXT, target_title TEXT, strength TEXT, mapping TEXT, remarks TEXT, single INTEGER);
INSERT INTO facts
  SELECT m.source, m.target, x.place, y.place, replace(m.source_ids, ' ', '+'), x.title || ifnull('; ' || x2.title, ''), m.relation,
         replace(m.target_ids, ' ', '+'), y.title || ifnull('; ' || y2.title, ''), m.strength, m.mapping, m.remarks,
         x2.place IS NULL AND y2.place IS NULL
  FROM maps m
  JOIN members s ON s.map = m.place AND s.side = 's' AND s.part = 0 JOIN controls x ON x.place = s.control
  JOIN members t ON t.map = m.place AND t.side = 't' AND t.part = 0 JOIN controls y ON y.place = t.control
  LEFT JOIN members s2 ON s2.map = m.place AND s2.side = 's' AND s2.part = 1 LEFT JOIN controls x2 ON x2.place = s2.control
  LEFT JOIN members t2 ON t2.map = m.place AND t2.side = 't' AND t2.part = 1 LEFT JOIN controls y2 ON y2.place = t2.control;
INSERT INTO facts
  SELECT b, a, y, x, target_ids, target_title,
         CASE relation WHEN 'subset-of' THEN 'superset-of' WHEN 'superset-of' THEN 'subset-of' ELSE relation END,
         source_ids, source_title, strength, mapping, remarks, single
  FROM facts;
CREATE INDEX fact_pairs ON facts (a, b, x, y);
CREATE TABLE links (x INTEGER, b TEXT, y INTEGER, fully INTEGER, PRIMARY KEY (x, b, y)) WITHOUT ROWID;
INSERT INTO links
  SELECT x, b, y, max(relation IN ('equal-to', 'subset-of')) FROM facts WHERE single AND relation <> 'no-relationship'
  GROUP BY x, b, y;
CREATE TEMP TABLE coverage (place INTEGER PRIMARY KEY, framework TEXT, id TEXT, title TEXT, coverage TEXT, "by" TEXT,
                            candidates TEXT);
CREATE TEMP TABLE output (number INTEGER PRIMARY KEY, source_id TEXT, source_title TEXT, relation TEXT, target_id TEXT,
                          target_title TEXT, basis TEXT, strength TEXT, confidence TEXT, mapping TEXT, remarks TEXT);
"""

# Coverage of one framework by another. Two steps are looked for only where coverage is not full.
COVERAGE = """
INSERT INTO coverage
  SELECT c.place, c.framework, c.id, c.title,
         CASE (SELECT max(fully) FROM links l WHERE l.x = c.place AND l.b = '{other}')
           WHEN 1 THEN 'full' WHEN 0 THEN 'partial' ELSE 'none' END,
         ifnull((SELECT group_concat(id, ' ') FROM (SELECT y.id FROM links l JOIN controls y ON y.place = l.y
                 WHERE l.x = c.place AND l.b = '{other}' ORDER BY l.y)), ''),
         ''
  FROM controls c WHERE c.framework = '{framework}' AND c.kind = 'control';
UPDATE coverage SET candidates = ifnull((
    SELECT group_concat(id, ' ') FROM (
      SELECT y.id FROM links first
        JOIN links second ON second.x = first.y AND second.b = '{other}'
        JOIN controls y ON y.place = second.y AND y.kind = 'control'
      WHERE first.x = coverage.place AND first.b NOT IN ('{framework}', '{other}')
        AND NOT EXISTS (SELECT 1 FROM links direct WHERE direct.x = first.x AND direct.b = '{other}' AND direct.y = second.y)
      GROUP BY second.y ORDER BY count(*) DESC, second.y LIMIT 10)), '')
  WHERE framework = '{framework}' AND coverage <> 'full';
"""

PAIR = """
DELETE FROM coverage;
DELETE FROM output;
{coverage}
INSERT INTO output (source_id, source_title, relation, target_id, target_title, basis, strength, confidence, mapping, remarks)
  SELECT source_ids, source_title, relation, target_ids, target_title, 'declared', strength, '', mapping, remarks
  FROM facts WHERE a = '{source}' AND b = '{target}' ORDER BY x, y;
INSERT INTO output (source_id, source_title, relation, target_id, target_title, basis, strength, confidence, mapping, remarks)
  SELECT id, title, '', '', '', 'gap', '', '', '', '' FROM coverage
  WHERE framework = '{source}' AND coverage = 'none' ORDER BY place;
.mode csv
.separator "," "\\n"
.headers on
.once '{out}/{source}--{target}.csv'
SELECT source_id, source_title, relation, target_id, target_title, basis, strength, confidence, mapping, remarks
  FROM output ORDER BY number;
.once '{out}/{source}--{target}.gaps.csv'
SELECT framework, id, title, coverage, "by", candidates FROM coverage ORDER BY framework <> '{source}', place;
.headers off
.mode list
.once '{out}/{source}--{target}.html'
SELECT html FROM (
  SELECT 0 AS number, '<!DOCTYPE html><html><head><meta charset="utf-8"><title>{source}--{target}</title></head><body><table>'
    AS html
  UNION ALL
  SELECT number, '<tr><td>' || source_id || '</td><td>' || {source_title} || '</td><td>' || relation || '</td><td>'
    || target_id || '</td><td>' || {target_title} || '</td><td>' || basis || '</td><td>' || strength || '</td><td>'
    || confidence || '</td><td>' || mapping || '</td><td>' || {remarks} || '</td></tr>' FROM output
  UNION ALL SELECT 1e9, '</table></body></html>') ORDER BY number;
"""


def escaped(column):
    return f"replace(replace(replace({column}, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')"


def main():
    catalogue, out = sys.argv[1:3]
    print(LOAD.format(catalogue=catalogue))
    for path in sorted((pathlib.Path(catalogue) / "mappings").glob("*.xml")):
        source, target = path.stem.split("-to-")
        coverage = COVERAGE.format(framework=source, other=target) + COVERAGE.format(framework=target, other=source)
        print(PAIR.format(coverage=coverage, source=source, target=target, out=out, source_title=escaped("source_title"),
                          target_title=escaped("target_title"), remarks=escaped("remarks")))


if __name__ == "__main__":
    main()
