// The index: it names every crosswalk of the build with its figures, its links lead to pages that are there, and it filters.
"use strict";
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { readCrosswalk } = require("./crosswalk");
const { run } = require("./harness");

const visible = (page) => page.$$eval("#rows > tbody > tr:not([hidden])", (all) => all.map((tr) => tr.querySelector("a").textContent));

run(async (t) => {
  const out = t.bundled();
  const stems = fs.readdirSync(out).filter((name) => /--.*\.html$/.test(name)).map((name) => name.slice(0, -5)).sort();
  const page = await t.open(path.join(out, "index.html"));
  const rows = await page.$$eval("#rows > tbody > tr", (all) => all.map((tr) => ({ href: tr.querySelector("a").getAttribute("href"),
    also: [...tr.querySelectorAll(".also a")].map((a) => a.getAttribute("href")), id: tr.id, self: tr.querySelector(".self").hash,
    cells: [tr.querySelector("a"), ...[...tr.cells].slice(1)].map((td) => td.textContent.replace(/\s+/g, " ").trim()) })));
  t.check("crosswalks", stems.length >= 6);
  t.same("each stands there once", rows.map((row) => row.href).sort(), stems.map((stem) => `${stem}.html`));
  for (const { href, cells, also, id, self } of rows) {
    const stem = href.slice(0, -5);
    t.same(`${href}: its other formats`, also.filter((one) => /\.(csv|json)$/.test(one)), [`${stem}.csv`, `${stem}.json`]);
    t.same(`${href}: a link to its own row`, self, `#${id}`);
    const { report } = readCrosswalk(path.join(out, href.slice(0, -5)));
    const figures = ({ coverage }) => {
      const named = coverage.counted - coverage.full - coverage.partial - coverage.none - coverage.excluded;
      return `${coverage.full} in full, ${coverage.partial} in part, ${named ? `${named} only named, ` : ""}${coverage.none} open, ${coverage.excluded ? `${coverage.excluded} without a counterpart, ` : ""}of ${coverage.counted}`;
    };
    t.same(`${href}: figures`, cells, [`${report.source.short_title} to ${report.target.short_title}`, figures(report.source),
      figures(report.target), ...["declared", "implied", "disputed"].map((name) => String(report.counts[name]))]);
  }
  t.same("links that lead nowhere", await page.$$eval("a", (all) => all.map((a) => a.getAttribute("href"))
    .filter((href) => href.startsWith("#") && !document.getElementById(href.slice(1)))), []);
  const files = await page.$$eval("a", (all) => all.map((a) => a.getAttribute("href")).filter((href) => !/^(#|https?:)/.test(href)));
  t.same("files that are not there", files.filter((href) => !fs.existsSync(path.join(out, decodeURIComponent(href)))), []);

  // The documents that it was made from, with the digests of what was built in.
  const documents = await page.$$eval("#made tbody tr", (all) => all.map((tr) => [...tr.cells].map((td) => td.textContent.trim())));
  const digest = (file) => crypto.createHash("sha256").update(fs.readFileSync(file)).digest("hex");
  t.same("documents", documents.filter(([kind]) => kind !== "workspace"), documents.filter(([kind]) => kind !== "workspace").map(([kind, id, file]) => [kind, id, file, digest(path.join(__dirname, "..", "..", `${kind}s`, file))]));
  t.check("more documents than crosswalks", documents.length > rows.length);

  // The link of a row to itself stands at the end of its name, however often that is broken.
  for (const width of [1280, 900, 700, 390, 320]) {
    await page.setViewportSize({ width, height: 900 });
    t.same(`${width} wide: links alone on a line`, await page.$$eval("#rows > tbody > tr", (all) => all.filter((tr) => {
      const lines = [...tr.querySelector("a").getClientRects()];
      const self = tr.querySelector(".self").getBoundingClientRect();
      const last = lines[lines.length - 1];
      return self.left < last.right - 1 || self.top > last.bottom || self.bottom < last.top;
    }).map((tr) => tr.id)), []);
  }
  await page.setViewportSize({ width: 1280, height: 900 });

  for (const query of ["iso27002", "CSF 1.1", "cyber ESSENTIALS", "2013 27001", "no-such-thing-anywhere", ""]) {
    const words = query.toLowerCase().split(" ").filter(Boolean);
    const wanted = rows.map((row) => row.cells[0]).filter((name) => words.every((word) => name.toLowerCase().includes(word)));
    await page.fill("#q", query);
    t.same(`filter "${query}"`, await visible(page), wanted);
    t.same(`count of "${query}"`, await page.textContent("#count"), `${wanted.length} of ${rows.length} crosswalks`);
    if (wanted.length > 0) {
      const linked = await t.open(path.join(out, "index.html"), { hash: new URL(page.url()).hash });
      t.same(`filter "${query}" from its link`, await visible(linked), wanted);
      await t.close(linked);
    }
  }
  const reader = await t.open(path.join(out, "index.html"), { leaves: true });
  await reader.click("#rows tbody a");
  await reader.waitForURL(`**/${rows[0].href}`);
  t.same("a link leads to its page", await reader.locator("#rows").count(), 1);
});
