// Accessibility of the papers made of assessments: statement of applicability, treatment plan, alignment and bid.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { everyWay, judge } = require("./accessibility");
const { run } = require("./harness");

// Words of at most this many letters stand on one line: what is longer may be broken where there is no room for it.
const LONGEST = 16;

// The words of tables that stand on two lines and have nothing that a line may end at.
function brokenWords(longest) {
  const found = [];
  for (const cell of document.querySelectorAll(".paper th, .paper td")) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const { 0: word, index } of node.data.matchAll(/[\p{L}\p{N}]+/gu)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const tops = new Set([...range.getClientRects()].map((rect) => Math.round(rect.top)));
        if (word.length <= longest && tops.size > 1) found.push(word);
      }
    }
  }
  return found;
}

async function noWordIsBroken(t, page, name) {
  for (const [media, width] of [["screen", 1280], ["screen", 1024], ["screen", 800], ["print", 1040]]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ media });
    const broken = await page.evaluate(brokenWords, LONGEST);
    t.check(`${name}, ${media} ${width}: no word is broken`, broken.length === 0, broken.slice(0, 10).join());
    const wider = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    t.check(`${name}, ${media} ${width}: the page itself does not scroll sideways`, media === "print" || !wider);
  }
  await page.emulateMedia({ media: "screen" });
}

// Numbers stand under their headings, at the same side.
function crookedColumns() {
  const found = [];
  for (const table of document.querySelectorAll(".paper")) {
    const heads = [...table.querySelectorAll("thead th")];
    for (const cell of table.querySelectorAll("tbody tr:first-child > *")) {
      const head = heads[cell.cellIndex];
      if (getComputedStyle(head).textAlign !== getComputedStyle(cell).textAlign) found.push(head.textContent);
    }
  }
  return found;
}

run(async (t) => {
  const example = t.example();
  const pages = fs.readdirSync(example).filter((name) => /^(bid|.*--(soa|risks|align))\.html$/.test(name));
  t.check("pages of each kind", pages.length === 4, pages.join());
  for (const page of pages) await everyWay(t, path.join(example, page));
  for (const name of pages.filter((one) => one !== "bid.html")) {
    const page = await t.open(path.join(example, name));
    const crooked = await page.evaluate(crookedColumns);
    t.check(`${name}: headings stand where their columns do`, crooked.length === 0, crooked.join());
    await noWordIsBroken(t, page, name);
  }
  const page = await t.open(path.join(example, pages.find((name) => name.endsWith("--align.html"))));
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
  await judge(t, page, "all unfolded");
});
