// Accessibility: axe-core finds nothing, in light and dark, on a wide and a narrow screen, with forced colours; text on the
// picture, which axe does not judge, has the contrast of WCAG AA too.
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { judge } = require("./accessibility");
const documents = require("./documents");
const { run } = require("./harness");

const SCREENS = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 800 } };

// The contrast between each number of the picture and its square, and between its labels and the page.
async function pictureContrast(t, page, what) {
  const poor = await page.evaluate(() => {
    const channels = (colour) => {
      const [r, g, b] = colour.match(/[\d.]+/g).map(Number);
      return [r, g, b].map((value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    };
    const luminance = (colour) => channels(colour).reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
    const contrast = (a, b) => (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);
    const paper = getComputedStyle(document.body).backgroundColor;
    return [...document.querySelectorAll(".picture text")].flatMap((text) => {
      const rect = text.parentNode.tagName === "a" ? text.parentNode.querySelector("rect") : null;
      const [ink, under] = [getComputedStyle(text).fill, rect ? getComputedStyle(rect).fill : paper];
      const ratio = contrast(ink, under);
      return ratio < 4.5 ? [`${text.textContent.slice(0, 30)}: ${ink} on ${under}, ${ratio.toFixed(2)}`] : [];
    });
  });
  t.same(`${what}: contrast in the picture`, poor, []);
}

// No part of the page is wider than the screen, but for what can be scrolled on its own.
async function fits(t, page, what) {
  t.same(`${what}: wider than the screen`, await page.evaluate(() =>
    document.documentElement.scrollWidth > document.documentElement.clientWidth), false);
}

async function everyWay(t, file) {
  for (const colorScheme of ["light", "dark"]) {
    for (const [size, viewport] of Object.entries(SCREENS)) {
      for (const forcedColors of size === "wide" ? ["none", "active"] : ["none"]) {
        const what = `${path.basename(file)}, ${colorScheme}, ${size}${forcedColors === "active" ? ", forced colours" : ""}`;
        const page = await t.open(file, { colorScheme, viewport, forcedColors });
        t.same(`${what}: the scheme is followed`, await page.evaluate((dark) =>
          matchMedia("(prefers-color-scheme: dark)").matches === dark, colorScheme === "dark"), true);
        await judge(t, page, what);
        await pictureContrast(t, page, what);
        await fits(t, page, what);
        await t.close(page);
      }
    }
  }
}

run(async (t) => {
  const example = t.example();
  const pages = fs.readdirSync(example).filter((name) => /^(index|cyber|screening-policy--matrix).*\.html$/.test(name));
  t.check("pages", pages.length >= 3);
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
