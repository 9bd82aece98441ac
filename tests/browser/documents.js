// Documents that the tests make up: one full of what breaks pages, one with five thousand rows, one that is long on paper.
"use strict";
const fs = require("node:fs");
const path = require("node:path");

const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

function framework(id, title, groups) {
  const body = groups.map(({ id: group, title: heading, controls }) =>
    `<group id="${escape(group)}" title="${escape(heading)}">` +
    controls.map(([control, name]) => `<control id="${escape(control)}" title="${escape(name)}"/>`).join("") + "</group>");
  return `${HEAD}<framework xmlns="urn:crosswalk:1" id="${id}" title="${escape(title)}" publisher="${escape("N & M <b>")}"` +
    ` edition="1" published="2024-02-29"><rights>${escape("\u00a9 <i>nobody</i> & all")}</rights>` +
    `<link rel="canonical" href="https://example.org/?a=1&amp;b=%22"/>\n${body.join("\n")}\n</framework>\n`;
}

function mapping(id, source, target, attributes, facts) {
  return `${HEAD}<mapping xmlns="urn:crosswalk:1" id="${id}" source="${source}" target="${target}" title="${escape(`"${id}" <u>`)}"` +
    ` publisher="x" ${attributes}><provenance href="javascript:alert(1)">${escape("<script>alert(2)</script>")}</provenance>\n` +
    `${facts.join("\n")}\n</mapping>\n`;
}

function fact([source, relation, target, remarks, more = ""]) {
  const inside = remarks ? `<remarks>${escape(remarks)}</remarks>` : "";
  return `<map source="${escape(source)}" target="${escape(target)}" relation="${relation}" ${more}>${inside}</map>`;
}

const RELATIONS = ["equal-to", "equivalent-to", "subset-of", "superset-of", "intersects-with", "related-to", "supports",
  "supported-by"];

// Two frameworks whose titles attack HTML, script, style and layout; every relation; a dispute; two mappings; gaps.
function hostile(harness) {
  const nasty = ["</td></tr></table><script>window.reportViolation('ran')</script>", "\"><img src=x onerror=\"reportViolation('ran')\">",
    "&lt;b&gt; & &amp; &#x3c;", "=1+2", "-1 @SUM(A1)", "\u202eright to left\u202c \u05d0\u05d1\u05d2 \u0639\u0631\u0628\u064a",
    "Supercalifragilistic".repeat(12), "\u4e2d\u6587 \ud83d\udd12 \u00fcml\u00e4ut", "</style></script><!-- ]]>", "'single' `tick` ${x} {{y}}"];
  const ids = ["5.1", "5.10", "A/1", "Q'1", "q#1", "%41", "x=1&y", "a.b-c_d", "\u00e9.1", "Z"];
  const group = (id, from, to) => ({ id, title: `${nasty[from]} group`,
    controls: ids.slice(from, to).map((one, i) => [one, nasty[from + i]]) });
  const one = harness.write("hostile/one.xml", framework("one", "One </title><script>reportViolation('ran')</script>",
    [group("G<1", 0, 4), group("G&2", 4, 8), { id: "G3", title: "third", controls: [["gap-1", "never mapped"], ["gap-2", "excluded"]] }]));
  const two = harness.write("hostile/two.xml", framework("two", "Two & \u201ctwo\u201d", [group("H\"1", 0, 5), group("H2", 5, 10)]));
  const facts = RELATIONS.map((relation, i) =>
    fact([ids[i % 8], relation, ids[(i * 3) % 10], i % 2 ? "" : `line one ${nasty[i]}\n\nline two`, `strength="${i + 1}" confidence="${i * 10}"`]));
  facts.push(fact(["5.1", "intersects-with", "%41"]), fact(["5.10", "intersects-with", "x=1&y"]),
    '<map relation="intersects-with"><source ref="5.1"/><source ref="5.10"/><target ref="A/1"/></map>',
    '<no-counterpart source="gap-2"><remarks>looked, found nothing &lt;i&gt;</remarks></no-counterpart>');
  const first = harness.write("hostile/m1.xml", mapping("m1", "one", "two", 'authority="third-party" examined="source"', facts));
  const second = harness.write("hostile/m2.xml", mapping("m2", "two", "one", 'authority="organisation"',
    [fact(["%41", "no-relationship", "5.1", "says the opposite"]), fact(["Z", "equal-to", "a.b-c_d"])]));
  return [one, two, first, second];
}

// A workspace that puts the first of them beside the second and four more, and whose brand attacks the page as well: so many
// columns that the table stands in a pane of its own.
function hostileWide(harness) {
  const files = hostile(harness).map((file) => path.basename(file));
  const others = ["three", "four", "five", "six"];
  for (const [i, id] of others.entries()) {
    harness.write(`hostile/${id}.xml`, framework(id, `${id} <i>&amp; </th>`, [{ id: "K", title: "</td> group",
      controls: [["1", "first </table>"], ["2", "second"], ["A&B", "third"]] }]));
    harness.write(`hostile/m-${id}.xml`, mapping(`m-${id}`, "one", id, 'authority="owner"',
      [fact(["5.1", "subset-of", "1"]), fact(["q#1", RELATIONS[i * 2], "A&B", "a remark"]),
        fact(["gap-1", i % 2 ? "no-relationship" : "related-to", "2"])]));
    files.push(`${id}.xml`, `m-${id}.xml`);
  }
  harness.write("hostile/logo.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" onload="alert(1)"><rect width="40" height="20"/></svg>');
  const uses = files.map((file) => `<use href="${file}"/>`).join("");
  return harness.write("hostile/work.xml", `${HEAD}<workspace xmlns="urn:crosswalk:1" title="${escape("</title><script>alert(3)</script>")}"` +
    ` organisation="${escape("N & M <b>")}" accent="#ff0088"><logo href="logo.svg"/><note>${escape("</style><img src=x>")}</note>${uses}` +
    `<crosswalk source="one" target="two"/><matrix source="one" targets="two ${others.join(" ")}" title="${escape("\"All\" <of> them & more")}"/></workspace>`);
}

// The hostile ones with an owner and a system beside their controls, and a publisher that has a page for each.
function owned(harness) {
  const more = `<link rel="control" href="https://example.org/{id}?as={label}&amp;a='b'"/>` +
    `<attribute name="owner" title="${escape("Owner </th><b>")}"><value name="it" title="${escape("=IT & <i>co</i>")}"/></attribute>`;
  const files = hostile(harness);
  for (const file of files.slice(0, 2)) {
    const text = fs.readFileSync(file, "utf8").replace("<group ", () => `${more}\n<group `)
      .replaceAll("</group>", '<attr name="owner" value="it hr"/></group>');
    fs.writeFileSync(file, text);
  }
  return [...files, harness.write("hostile/systems.xml", `${HEAD}<supplement xmlns="urn:crosswalk:1" framework="two">` +
    '<attribute name="system"/><control ref="5.1"><attr name="system" value="zeta"/></control>' +
    '<control ref="%41"><attr name="system" value="alpha 10"/></control></supplement>')];
}

const OWN = ["--show", "owner", "--show", "system"];

const VERBS = ["Define", "Review", "Record", "Restrict", "Monitor", "Approve", "Test", "Encrypt", "Separate", "Retain"];
const THINGS = ["access rights", "asset records", "audit trails", "backup copies", "change requests", "network boundaries",
  "personnel files", "supplier contracts"];
const name = (n) => `${VERBS[n % 10]} ${THINGS[n % 8]} at planned intervals`;

// Fifty groups of ten controls in each of two frameworks, and as many facts as asked for.
function large(harness, rows) {
  const groups = (letter) => Array.from({ length: 50 }, (_, g) => ({ id: `${letter}${g + 1}`, title: `${name(g * 7)} everywhere`,
    controls: Array.from({ length: 10 }, (_unused, c) => [`${letter}${g + 1}.${c + 1}`, name(g * 10 + c)]) }));
  const facts = [];
  for (let i = 0; i < rows; i++) {
    const [s, t] = [i % 500, (i * 7 + Math.floor(i / 500) * 11) % 500];
    facts.push(fact([`S${Math.floor(s / 10) + 1}.${(s % 10) + 1}`, i % 3 ? "intersects-with" : "related-to",
      `T${Math.floor(t / 10) + 1}.${(t % 10) + 1}`, i % 4 ? "" : `${name(i)}; see also ${name(i + 3)}.`, i % 2 ? 'strength="5"' : ""]));
  }
  return [harness.write("large/s.xml", framework("large-s", "Large source", groups("S"))),
    harness.write("large/t.xml", framework("large-t", "Large target", groups("T"))),
    harness.write("large/m.xml", mapping("large", "large-s", "large-t", 'authority="third-party"', facts))];
}

// Rows with long remarks, each between two words of its own, so that one sees on paper whether a row was cut.
function paper(harness) {
  const count = 160;
  const controls = (letter) => Array.from({ length: count }, (_, i) => [`${letter}.${i + 1}`, name(i)]);
  const chapters = (letter) => [0, 1, 2, 3].map((g) => ({ id: `${letter}-${g}`, title: `Chapter ${g}`,
    controls: controls(letter).slice(g * 40, g * 40 + 40) }));
  const facts = controls("P").map(([id], i) => fact([id, "intersects-with", `R.${count - i}`,
    `begin${i} ${`${name(i)} and `.repeat(3 + (i % 9))}end${i}`]));
  return [harness.write("paper/p.xml", framework("paper-p", "Paper source", chapters("P"))),
    harness.write("paper/r.xml", framework("paper-r", "Paper target", chapters("R"))),
    harness.write("paper/m.xml", mapping("paper", "paper-p", "paper-r", 'authority="third-party"', facts))];
}

// The same on paper in two columns: a row stands between two words of its own, the first in its title and the last in that
// of its counterpart.
function paperWide(harness) {
  const count = 120;
  const long = (i) => `${name(i)} and `.repeat(2 + (i % 7));
  const chapters = (letter, title) => [0, 1, 2].map((g) => ({ id: `${letter}-${g}`, title: `Chapter ${g}`,
    controls: Array.from({ length: 40 }, (_, i) => [`${letter}.${g * 40 + i + 1}`, title(g * 40 + i)]) }));
  const rows = Array.from({ length: count }, (_, i) => i);
  const wide = (letter) => rows.map((i) => fact([`V.${i + 1}`, "intersects-with", `${letter}.${i + 1}`]));
  harness.write("wide/v.xml", framework("paper-v", "Paper rows", chapters("V", (i) => `begin${i} ${name(i)}`)));
  for (const letter of ["X", "Y"]) {
    const id = `paper-${letter.toLowerCase()}`;
    harness.write(`wide/${letter}.xml`, framework(id, `Column ${letter}`, chapters(letter, (i) => `${long(i)}end${letter}${i}`)));
    harness.write(`wide/m${letter}.xml`, mapping(`wide-${id}`, "paper-v", id, 'authority="third-party"', wide(letter)));
  }
  return harness.write("wide/work.xml", `${HEAD}<workspace xmlns="urn:crosswalk:1" title="Paper"><note>On the front.</note>` +
    '<use href="v.xml"/><use href="X.xml"/><use href="Y.xml"/><use href="mX.xml"/><use href="mY.xml"/>' +
    '<matrix source="paper-v" targets="paper-x paper-y"/></workspace>');
}

const EXAMPLE = path.join(__dirname, "../../compiler/examples/background-screening/workspace.xml");

module.exports = { EXAMPLE, OWN, hostile, hostileWide, large, owned, paper, paperWide };
