// With the keyboard alone: everything that can be used is reached with Tab, in the order of the page, is seen to have the
// focus, and does with Enter what a click does.
"use strict";
const path = require("node:path");
const documents = require("./documents");
const { run } = require("./harness");

// What can be used, in the order of the page.
const USABLE = "a[href], button, input, select, summary, [tabindex]";

async function reached(t, file) {
  const page = await t.open(file);
  const name = path.basename(file);
  const wanted = await page.evaluate((selector) => [...document.querySelectorAll(selector)].filter((one) =>
    one.getClientRects().length > 0 && getComputedStyle(one).visibility === "visible").map((one, i) => {
    one.usableNumber = i;
    return i;
  }), USABLE);
  t.check(`${name}: things to use`, wanted.length > 5, `${wanted.length}`);
  const got = [];
  const unseen = [];
  for (let i = 0; i < wanted.length; i++) {
    await page.keyboard.press("Tab");
    const [number, seen, html] = await page.evaluate(() => {
      const one = document.activeElement;
      const style = getComputedStyle(one);
      const square = one.querySelector("rect");
      const marked = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) ||
        (square !== null && parseFloat(getComputedStyle(square).strokeWidth) >= 2);
      const box = one.getBoundingClientRect();
      return [one.usableNumber, marked && box.bottom > 0 && box.top < innerHeight, one.outerHTML.slice(0, 80)];
    });
    got.push(number);
    if (!seen) unseen.push(html);
  }
  t.same(`${name}: reached in order`, got, wanted);
  t.same(`${name}: focus that is not seen`, unseen, []);
}

async function used(t, file) {
  const page = await t.open(file);
  await page.keyboard.press("Tab");
  t.same("the first is the way past the head", await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  t.same("it leads to the table", new URL(page.url()).hash, "#table");
  const ordered = () => page.getAttribute("#rows th[data-k=target]", "aria-sort");
  await page.focus("#rows th[data-k=target] button");
  await page.keyboard.press("Enter");
  t.same("Enter sorts", await ordered(), "ascending");
  await page.keyboard.press("Space");
  t.same("Space sorts", await ordered(), "descending");
  await page.focus(".picture a");
  await page.keyboard.press("Enter");
  t.same("Enter on the picture filters", await page.isVisible("#pair"), true);
  t.same("and moves on to where that is undone", await page.evaluate(() => document.activeElement.id), "pair");
  await page.keyboard.press("Enter");
  t.same("Enter undoes it", await page.isVisible("#pair"), false);
  t.same("the focus is not lost", await page.evaluate(() => document.activeElement.id), "q");
}

run(async (t) => {
  const out = t.example();
  await reached(t, path.join(out, "index.html"));
  await reached(t, path.join(out, "screening-policy--csf-2.0.html"));
  await reached(t, path.join(out, "screening-policy--matrix.html"));
  const hostile = t.build(documents.hostileWide(t));
  for (const page of ["one--two.html", "one--matrix.html"]) await reached(t, path.join(hostile, page));
  await used(t, path.join(out, "cyber-essentials-3.3--iso27001-2022.html"));
});
