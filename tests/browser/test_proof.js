// Proofs and remarks unfold in place, with a click and with the keyboard, and say what the CSV says.
"use strict";
const path = require("node:path");
const { oneSpace, readCrosswalk } = require("./crosswalk");
const documents = require("./documents");
const { run } = require("./harness");

async function unfolded(t, out, stem) {
  const { rows } = readCrosswalk(path.join(out, stem));
  const page = await t.open(path.join(out, `${stem}.html`));
  const proofs = rows.filter((row) => row.remarks !== "" && row.basis !== "gap"); // of a gap, the note stands in the open
  const all = page.locator("#rows details");
  t.same(`${stem}: one for each remark`, await all.count(), proofs.length);
  t.check(`${stem}: some`, proofs.length > 3);
  for (let i = 0; i < proofs.length; i += Math.max(1, Math.floor(proofs.length / 12))) {
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
  await unfolded(t, t.example(), "cyber-essentials-3.3--iso27001-2022");
  await unfolded(t, t.build(...documents.hostile(t)), "one--two");
});
