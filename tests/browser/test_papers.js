// Accessibility of the papers made of assessments: statement of applicability, treatment plan, alignment and bid.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { everyWay, judge } = require("./accessibility");
const { run } = require("./harness");

run(async (t) => {
  const example = t.example();
  const pages = fs.readdirSync(example).filter((name) => /^(bid|.*--(soa|risks|align))\.html$/.test(name));
  t.check("pages of each kind", pages.length === 4, pages.join());
  for (const page of pages) await everyWay(t, path.join(example, page));
  const page = await t.open(path.join(example, pages.find((name) => name.endsWith("--align.html"))));
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
  await judge(t, page, "all unfolded");
});
