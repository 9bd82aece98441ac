// What axe-core says of a page as it stands, and of a page in light and dark, on a wide and a narrow screen, with forced
// colours; text on the picture, which axe does not judge, has the contrast of WCAG AA too.
"use strict";
const path = require("node:path");
const { need } = require("./harness");

const { source: AXE } = need("axe-core");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function judge(t, page, what) {
  await page.evaluate(AXE);
  const found = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags, resultTypes: ["violations", "passes"] })
    .then((result) => ({ passes: result.passes.length, violations: result.violations.map((one) =>
      `${one.id}: ${one.nodes.length} such as ${one.nodes[0].html.slice(0, 160)} ${one.nodes[0].failureSummary}`) })), TAGS);
  t.same(`${what}: violations`, found.violations, []);
  t.check(`${what}: rules that had something to judge`, found.passes > 20, `${found.passes}`);
}

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

module.exports = { everyWay, judge };
