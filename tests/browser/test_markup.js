// Validators find nothing wrong with any page: tidy always, and the Nu validator where Java is there to run it.
"use strict";
const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const documents = require("./documents");
const { need, run } = require("./harness");

// What tidy 5.6 says of things that HTML allows: it does not know <div> in <dl> nor links in SVG, and thinks that what is
// empty until a script fills it is a mistake.
const TIDY_ALLOWED = [/missing <\/dl> before <\/div>/, /missing <\/div> before <dt>/, /inserting implicit <dl>/, /missing <dd>/,
  /<a> proprietary attribute "(href|class|data-t)"/, /trimming empty <output>/];
// Nu neither compares the hashes of a policy with what they stand for nor knows that "data:" allows a data: picture; the
// other tests see in a browser that no policy is violated.
const NU_ALLOWED = [/^Inline (style|script) violates Content Security Policy .*\(missing .*nonce\/hash\)\.$/,
  /^Resource violates Content Security Policy .*: image .data:image\/.* blocked by .img-src. directive\.$/];

const LANGUAGES = path.join(__dirname, "../cases/page-languages");

const known = (list, message) => list.some((one) => one.test(message));

function tidy(t, file) {
  const done = spawnSync("tidy", ["-quiet", "-errors", "--show-errors", "1000", file], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.error) throw done.error;
  const said = done.stderr.split("\n").filter((line) => / - (Warning|Error): /.test(line) && !known(TIDY_ALLOWED, line));
  t.same(`${path.basename(file)}: tidy`, said, []);
}

function nu(t, files) {
  const jar = need("vnu-jar");
  const done = spawnSync("java", ["-jar", jar, "--format", "json", "--exit-zero-always", ...files],
    { encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.error) throw done.error;
  const { messages } = JSON.parse(done.stderr);
  t.check("Nu has looked at the pages", done.status === 0 && messages.length > 0, done.stderr.slice(0, 300));
  t.same("Nu", messages.filter((one) => (one.type !== "info" || one.subType === "warning") && !known(NU_ALLOWED, one.message))
    .map((one) => `${path.basename(one.url)}:${one.lastLine}: ${one.message} ${one.extract}`), []);
}

run(async (t) => {
  const folders = [t.bundled(), t.example(), t.build("--candidates", documents.hostileWide(t)),
    t.build(...documents.OWN, ...documents.owned(t)), t.build("--texts", LANGUAGES)];
  const files = folders.flatMap((out) => fs.readdirSync(out).filter((name) => name.endsWith(".html")).map((name) => path.join(out, name)));
  t.check("pages", files.length > 15);
  for (const file of files) tidy(t, file);
  const java = spawnSync("java", ["-version"]);
  if (java.error) console.log("Java is not there: tidy alone has looked at the pages.");
  else nu(t, files);
});
