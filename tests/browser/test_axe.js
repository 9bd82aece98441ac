// Accessibility of indexes, crosswalks and wide tables, looked at in every way.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { everyWay, judge } = require("./accessibility");
const documents = require("./documents");
const { run } = require("./harness");

run(async (t) => {
  const example = t.example();
  const pages = fs.readdirSync(example).filter((name) => /^(index|cyber|screening-policy--matrix).*\.html$/.test(name));
  t.check("pages of each kind", pages.length === 3, pages.join());
  for (const page of pages) await everyWay(t, path.join(example, page));
  const hostile = t.build(documents.hostileWide(t));
  for (const page of ["one--two.html", "one--matrix.html"]) await everyWay(t, path.join(hostile, page));
  // Filtered to nothing, and with everything unfolded.
  const page = await t.open(path.join(example, pages[0]), { hash: "#q=no-such-thing-anywhere" });
  await judge(t, page, "nothing found");
  await page.fill("#q", "");
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
  await judge(t, page, "all unfolded");
});
