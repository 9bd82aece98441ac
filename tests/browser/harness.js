// What every test with a browser stands on: checks that are counted, pages made by the program, and a browser that
// reports all that a page should not do. Run as: node test_NAME.js PROGRAM
"use strict";
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { EXAMPLE } = require("./documents");

const NOT_INSTALLED = 77; // ctest reports the test as skipped

// A module from the build folder. Without it the test says so, and how to get it.
function need(name) {
  try {
    return require(name);
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
    console.log(`Not tested: ${name} is not installed. "sh tests/run" installs what these tests need and runs them.`);
    process.exit(NOT_INSTALLED);
  }
}

const BROWSER = { colorScheme: "light", viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" };

class Harness {
  constructor(program, scratch) {
    this.program = path.resolve(program);
    this.scratch = scratch;
    this.failures = [];
    this.checks = 0;
    this.pages = [];
    this.folders = 0;
  }

  check(what, good, detail = "") {
    this.checks++;
    if (!good) this.failures.push(detail === "" ? what : `${what}\n    ${detail}`);
    return good;
  }

  // Compares as text, and shows the first difference only.
  same(what, got, wanted) {
    if (!Array.isArray(got) || !Array.isArray(wanted)) {
      const [a, b] = [JSON.stringify(got), JSON.stringify(wanted)];
      return this.check(what, a === b, `got ${a}, wanted ${b}`);
    }
    const lines = [got.map((one) => JSON.stringify(one)), wanted.map((one) => JSON.stringify(one))];
    const count = Math.max(got.length, wanted.length);
    for (let i = 0; i < count; i++) {
      if (lines[0][i] !== lines[1][i]) {
        return this.check(what, false, `${got.length} and ${wanted.length}; number ${i}: got ${lines[0][i]}, wanted ${lines[1][i]}`);
      }
    }
    return this.check(what, true);
  }

  // All pages, with the CSV and the JSON of the same crosswalks, in a new folder.
  build(...args) {
    const out = path.join(this.scratch, `out-${++this.folders}`);
    const environment = { ...process.env };
    delete environment.CROSSWALK_DATA;
    const done = spawnSync(this.program, ["build", "-W", "no-gap", "--format", "html,csv,json", "-o", out, ...args],
      { env: environment, encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] });
    if (done.status !== 0 && done.status !== 1) throw new Error(`build ended with ${done.status}: ${done.stderr}`);
    return out; // status 1: findings, which the documents of these tests have on purpose
  }

  example() {
    return this.build(EXAMPLE);
  }

  // Every bundled framework and mapping, and one crosswalk of them: a page of each kind is enough to look at.
  pair(source, target) {
    return this.build(this.write(`pairs/${source}--${target}.xml`, '<?xml version="1.0" encoding="UTF-8"?>\n' +
      `<workspace xmlns="urn:crosswalk:1" title="Pair" bundled="yes">` +
      `<crosswalk source="${source}" target="${target}"/></workspace>`));
  }

  // A few that differ: two editions, two mappings each way, a policy's own standard, many rows.
  bundled() {
    const crosswalks = ["csf-1.1--csf-2.0", "csf-2.0--iso27001-2022", "iso27002-2013--iso27002-2022", "soc2-2017--iso27001-2022",
      "csf-1.1--iso27001-2013", "cyber-essentials-3.3--csf-2.0"];
    return this.build(this.write("bundled/work.xml", '<?xml version="1.0" encoding="UTF-8"?>\n' +
      '<workspace xmlns="urn:crosswalk:1" title="Crosswalks" bundled="yes">' + crosswalks.map((stem) => stem.split("--"))
      .map(([source, target]) => `<crosswalk source="${source}" target="${target}"/>`).join("") + "</workspace>"));
  }

  write(name, text) {
    const file = path.join(this.scratch, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    return file;
  }

  async start() {
    const { chromium } = need("playwright-core");
    this.browser = await chromium.launch({
      executablePath: process.env.CROSSWALK_CHROMIUM || "/usr/bin/chromium",
      args: ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", ...(process.getuid() === 0 ? ["--no-sandbox"] : [])],
      env: { ...process.env, HOME: this.scratch },
    });
  }

  // Opens a page and watches it to the end of the test: whatever it asks for beyond itself, each violation of its policy,
  // each word on the console and each error is a failure. `leaves`: the test follows a link to another page.
  async open(file, options = {}) {
    const { hash = "", leaves = false, ...context } = options;
    const opened = await this.browser.newContext({ ...BROWSER, ...context, offline: true });
    const page = await opened.newPage();
    const name = path.basename(file);
    const watched = { name, page, violations: [] };
    const complain = (what) => watched.violations.push(what);
    const own = pathToFileURL(file).href;
    page.on("request", (request) => {
      const url = request.url();
      const allowed = url.split("#")[0] === own || url.startsWith("data:") || (leaves && request.isNavigationRequest());
      if (!allowed) complain(`asked for ${url.slice(0, 200)}`);
    });
    page.on("console", (message) => complain(`console, ${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => complain(`error: ${error.message}`));
    page.on("dialog", (dialog) => {
      complain(`dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    await page.exposeFunction("reportViolation", (text) => complain(text));
    await page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) =>
        window.reportViolation(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
    });
    this.pages.push(watched);
    await page.goto(own + hash);
    return page;
  }

  async close(page) {
    await page.context().close();
  }

  async finish() {
    for (const { name, violations } of this.pages) {
      this.same(`${name} does nothing that it should not`, violations, []);
    }
    if (this.browser) await this.browser.close();
  }
}

// run(TEST): TEST is async (harness) => ...; fails on any failed check, and when there was none at all.
async function run(test) {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "crosswalk-browser-"));
  const harness = new Harness(process.argv[2], scratch);
  try {
    await harness.start();
    await test(harness);
  } catch (error) {
    harness.check("the test ran to its end", false, error.stack);
  }
  await harness.finish().catch((error) => harness.check("the browser ended well", false, error.stack));
  fs.rmSync(scratch, { recursive: true, force: true });
  for (const failure of harness.failures) console.log(`FAIL ${failure}`);
  console.log(`${harness.checks} checks, ${harness.failures.length} failed`);
  process.exitCode = harness.failures.length > 0 || harness.checks === 0 ? 1 : 0;
}

module.exports = { need, run };
