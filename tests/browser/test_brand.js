// A workspace's brand: whatever colour it asks for, what is written in it can be read; its logo is shown and never runs.
"use strict";
const path = require("node:path");
const { judge } = require("./accessibility");
const { run } = require("./harness");

// Yellow, black, white, middle grey, and one that can be read as it is.
const ACCENTS = ["#ffff00", "#000000", "#ffffff", "#808080", "#0b5cab"];
const SVG = `<?xml version="1.0"?><!-- a > b --><svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" onload="alert(1)">
<script>alert(2)</script><image href="http://127.0.0.1:9/x.png" width="9" height="9"/><rect width="40" height="20" fill="#c00"/></svg>`;
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAADklEQVR4nGP4z8DwHwQBEPgD/U6VwW8AAAAASUVORK5CYII=", "base64");

function workspace(t, name, accent, logo) {
  t.write(`${name}/one.xml`, '<framework xmlns="urn:crosswalk:1" id="one" title="One"><control id="1" title="First"/><control id="2" title="Second"/></framework>');
  t.write(`${name}/two.xml`, '<framework xmlns="urn:crosswalk:1" id="two" title="Two"><link rel="canonical" href="https://example.org/"/><control id="1" title="First"/></framework>');
  t.write(`${name}/m.xml`, '<mapping xmlns="urn:crosswalk:1" id="m" source="one" target="two"><map source="1" target="1" relation="equal-to"><remarks>r</remarks></map></mapping>');
  t.write(`${name}/logo`, logo);
  return t.write(`${name}/work.xml`, `<workspace xmlns="urn:crosswalk:1" title="Pack" language="de" organisation="Muster &lt;AG>" accent="${accent}">
    <logo href="logo"/><note>Ein  Absatz.\n\n Noch einer: &lt;script>alert(3)&lt;/script></note>
    <use href="one.xml"/><use href="two.xml"/><use href="m.xml"/><crosswalk source="one" target="two"/><matrix source="one" targets="two"/></workspace>`);
}

async function shownOn(t, file, what, size) {
  const page = await t.open(file);
  t.same(`${what}: the logo is seen`, await page.$eval(".brand img", (img) => [img.complete, img.naturalWidth, img.naturalHeight]),
    [true, ...size]);
  t.same(`${what}: whose it is`, await page.textContent(".brand p"), "Muster <AG>");
  t.same(`${what}: the note`, await page.$$eval(".front p", (all) => all.map((p) => p.textContent)),
    ["Ein Absatz.", "Noch einer: <script>alert(3)</script>"]);
  t.same(`${what}: its language`, await page.getAttribute(".front", "lang"), "de");
  // As a picture of its own, too, nothing in the logo runs or is fetched: the harness would have seen it.
  await t.close(page);
}

async function readable(t, file, accent) {
  for (const colorScheme of ["light", "dark"]) {
    const what = `${path.basename(file)} in ${accent}, ${colorScheme}`;
    const page = await t.open(file, { colorScheme });
    await judge(t, page, what);
    // A row that a link leads to stands on the ground that is hardest to read on.
    const row = await page.$("#rows tbody tr[id] a, #rows tbody th a");
    if (row) {
      const id = await page.$eval("#rows tbody tr[id]", (tr) => tr.id).catch(() => "");
      await page.evaluate((to) => { location.hash = to; }, id);
      await judge(t, page, `${what}, a row marked`);
    }
    const bar = await page.evaluate(() => getComputedStyle(document.querySelector("header"), "::before").backgroundColor);
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(accent.slice(at, at + 2), 16));
    t.same(`${what}: the rule has the colour itself`, bar, `rgb(${r}, ${g}, ${b})`);
    await t.close(page);
  }
}

run(async (t) => {
  for (const accent of ACCENTS) {
    const svg = accent !== "#0b5cab";
    const out = t.build(workspace(t, `brand${accent.slice(1)}`, accent, svg ? SVG : PNG));
    for (const name of ["index.html", "one--two.html", "one--matrix.html"]) {
      await shownOn(t, path.join(out, name), `${name} in ${accent}`, svg ? [40, 20] : [2, 1]);
      await readable(t, path.join(out, name), accent);
    }
  }
});
