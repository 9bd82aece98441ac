// What axe-core says of a page as it stands.
"use strict";
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

module.exports = { judge };
