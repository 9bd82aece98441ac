// Remarks stand in the open; proofs unfold in place, with a click and with the keyboard, and say what the CSV says.
"use strict";
const path = require("node:path");
const { oneSpace, readCrosswalk } = require("./crosswalk");
const documents = require("./documents");
const { run } = require("./harness");

async function unfolded(t, out, stem) {
  const { facts, rows } = readCrosswalk(path.join(out, stem));
  const page = await t.open(path.join(out, `${stem}.html`));
  const proofs = facts.filter((fact) => fact.remarks !== "" && ["implied", "candidate"].includes(fact.basis));
  const remarks = rows.flatMap((row) => row.facts).filter((fact) => fact.remarks !== "" && fact.basis === "declared");
  const open = await page.$$eval("#rows td:nth-child(4) > p", (all) => all.filter((p) => p.offsetHeight > 0).map((p) => p.textContent).join("\n"));
  t.same(`${stem}: remarks that are not in the open`, remarks.map((fact) => fact.remarks).filter((text) => !oneSpace(open).includes(text)), []);
  const all = page.locator("#rows details");
  t.same(`${stem}: one for each remark`, await all.count(), proofs.length);
  t.check(`${stem}: some`, proofs.length + remarks.length > 3);
  if (proofs.length > 0) {
    await page.click("#proofs");
    t.same(`${stem}: all unfold`, await page.locator("#rows details:not([open])").count(), 0);
    await page.click("#proofs");
    t.same(`${stem}: all fold`, await page.locator("#rows details[open]").count(), 0);
  }
  for (let i = 0; i < proofs.length; i += Math.max(1, Math.floor(proofs.length / 6))) {
    const text = all.nth(i).locator("p");
    t.same(`${stem}: ${i} is folded`, await text.isVisible(), false);
    await all.nth(i).locator("summary").click();
    t.same(`${stem}: ${i} unfolds`, await text.isVisible(), true);
    t.same(`${stem}: ${i} says`, oneSpace(await text.innerText()), proofs[i].remarks);
    await all.nth(i).locator("summary").press("Enter");
    t.same(`${stem}: ${i} folds with Enter`, await text.isVisible(), false);
    await all.nth(i).locator("summary").press("Space");
    t.same(`${stem}: ${i} unfolds with Space`, await text.isVisible(), true);
  }
}

run(async (t) => {
  await unfolded(t, t.example(), "screening-policy--gdpr");
  await unfolded(t, t.build(...documents.hostile(t)), "one--two");
});
