/* Help for the program and for each command. */
#include "help.h"

static const char general[] =
    "crosswalk compiles security frameworks and the mappings between them into tables that can be proved.\n"
    "\n"
    "  crosswalk build [-o DIR] [WORKSPACE | PATH...]    write all crosswalks into a folder\n"
    "  crosswalk check [PATH...]                         findings only\n"
    "  crosswalk table SOURCE TARGET [PATH...]           one crosswalk\n"
    "  crosswalk matrix SOURCE TARGET... [PATH...]       one framework against several, side by side\n"
    "  crosswalk gaps SOURCE TARGET [PATH...]            coverage of each counted control, both ways\n"
    "  crosswalk explain A B [PATH...]                   how FRAMEWORK:ID and FRAMEWORK:ID are related, with the "
    "proof\n"
    "  crosswalk explain FINDING                         what a finding means and how to fix it\n"
    "  crosswalk list frameworks|mappings|controls|crosswalks   what is loaded\n"
    "  crosswalk import FILE... [-o DIR]                 documents from spreadsheets, OSCAL, SSSOM and other formats\n"
    "  crosswalk export WHAT --to FORMAT [PATH...]       for other programs: OSCAL, SSSOM, OLIR, CISO Assistant\n"
    "  crosswalk diff OLD NEW [PATH...]                  what changed between two states\n"
    "  crosswalk migrate FILE --to FRAMEWORK -o DIR      a document carried to another edition\n"
    "  crosswalk soa ASSESSMENT [PATH...]                the statement of applicability\n"
    "  crosswalk risks ASSESSMENT [PATH...]              the risk treatment plan\n"
    "  crosswalk align TARGET ASSESSMENT... [PATH...]    what follows for another framework\n"
    "  crosswalk bid ASSESSMENT... [PATH...]             the page of a bid\n"
    "\n"
    "A PATH is a document, a folder of them, or - for standard input. Without PATHs the bundled frameworks and\n"
    "mappings are used; crosswalk list frameworks shows them.\n"
    "crosswalk help COMMAND tells more of a command, the manual page crosswalk(1) all of it.\n"
    "\n"
    "  crosswalk build -o crosswalks\n"
    "  crosswalk explain cyber-essentials-3.3:FW-05.1 iso27001-2022:A.8.32\n";

static const char build[] =
    "crosswalk build [-o DIR] [WORKSPACE | PATH...]\n"
    "\n"
    "Writes every crosswalk that the workspace asks for, or without one every pair with a declared mapping, into DIR\n"
    "(crosswalks, if -o is not given): index.html, and for each SOURCE--TARGET.html, .md, .csv and .gaps.csv. A wide\n"
    "table that the workspace asks for becomes SOURCE--matrix.html, .md and .csv.\n"
    "\n"
    "  -o DIR                  the folder, made if need be\n"
    "  --format LIST           html,csv,markdown (the default), json, xlsx, or some of them\n"
    "  --depfile FILE          name every document read, for Make and Ninja\n"
    "  --stamp FILE            touch FILE when nothing has failed\n"
    "  --prune                 remove files of earlier builds that this one does not write\n"
    "  --baseline FILE         let the findings pass that stand in FILE\n"
    "  --write-baseline FILE   write the findings of this run into FILE\n"
    "  --candidates            show candidates for review in the tables\n"
    "  --durable               files are on the disk before they stand in DIR, even after a power failure\n"
    "  --texts                 show statements and guidance of controls, in HTML and JSON\n"
    "  --held F,G              also what each framework is met by these held together: SOURCE--F+G.html, ...\n"
    "  --where F:ATTR=VALUE    count only the controls of F that have this value; may be given several times\n"
    "  --basis LIST            only rows that are declared,implied,candidate,gap,excluded\n"
    "  --excel                 CSV with byte order mark and CRLF\n"
    "  --front-matter KEY=VALUE  a line of front matter for Markdown\n"
    "  --fragment              Markdown without headings and front matter, to be included elsewhere\n"
    "  --inject FILE           fill every place in FILE that is marked for a crosswalk, its gaps, a wide table or a\n"
    "                          list; then no folder is written unless -o or --format asks for it\n";

static const char check[] =
    "crosswalk check [PATH...]\n"
    "\n"
    "Gives the findings and writes nothing. Exit status 1 if there is an error.\n"
    "\n"
    "  --fix                   make the changes that are certain in the documents, and say which\n"
    "  --pin                   write beside each line of the mappings what its controls say today, so that\n"
    "                          lint.suspect tells when their wording changes; confirms lines that are suspect\n"
    "  --dry-run               with --fix or --pin: show them as a unified diff, and change nothing\n"
    "  --baseline FILE         let the findings pass that stand in FILE\n"
    "  --write-baseline FILE   write the findings of this run into FILE\n"
    "  --stamp FILE            touch FILE when nothing has failed\n"
    "  --held F,G              also what each framework is met by these held together\n"
    "  --where F:ATTR=VALUE    count only the controls of F that have this value; may be given several times\n";

static const char table[] =
    "crosswalk table SOURCE TARGET [PATH...]\n"
    "\n"
    "Writes the crosswalk from one framework to another on standard output.\n"
    "\n"
    "  --format FORMAT         text (the default on a terminal), csv (elsewhere), markdown, html, json or xlsx\n"
    "  --candidates            candidates for review too\n"
    "  --texts                 statements and guidance of controls too, in HTML and JSON\n"
    "  --held F,G              instead of TARGET: against these frameworks held together\n"
    "  --where F:ATTR=VALUE    count only the controls of F that have this value; may be given several times\n"
    "  --basis LIST            only rows that are declared,implied,candidate,gap,excluded\n"
    "  --excel                 CSV with byte order mark and CRLF\n"
    "  --front-matter KEY=VALUE  a line of front matter for Markdown\n"
    "  --fragment              Markdown without headings and front matter, to be included elsewhere\n"
    "  --inject FILE           put it into FILE, between <!-- crosswalk:begin SOURCE--TARGET --> and\n"
    "                          <!-- crosswalk:end -->\n";

static const char matrix[] =
    "crosswalk matrix SOURCE TARGET... [PATH...]\n"
    "\n"
    "Writes the wide table on standard output: a row for each control of one framework, a column for each of the\n"
    "targets with its counterparts. The frameworks come first. What has a slash in it, ends in .xml or is a file or\n"
    "folder here begins the paths; so does --.\n"
    "\n"
    "  --format FORMAT         csv (the default), markdown, html, json or xlsx\n"
    "  --candidates            candidates for review too\n"
    "  --texts                 statements and guidance of controls too, in HTML and JSON\n"
    "  --held F,G              one more column, against these frameworks held together\n"
    "  --where F:ATTR=VALUE    count only the controls of F that have this value; may be given several times\n"
    "  --basis LIST            only what is declared,implied,candidate,gap,excluded\n"
    "  --excel                 CSV with byte order mark and CRLF\n"
    "  --front-matter KEY=VALUE  a line of front matter for Markdown\n"
    "  --fragment              Markdown without headings and front matter, to be included elsewhere\n"
    "  --inject FILE           put it into FILE, between <!-- crosswalk:begin SOURCE--matrix --> (or\n"
    "                          SOURCE--matrix+TARGET+TARGET) and <!-- crosswalk:end -->\n";

static const char gaps[] =
    "crosswalk gaps SOURCE TARGET [PATH...]\n"
    "crosswalk gaps SOURCE --held F,G [PATH...]\n"
    "\n"
    "Writes the coverage of each counted control: of the source by the target, then of the target by the source.\n"
    "\n"
    "  --format FORMAT         text (the default on a terminal), csv (elsewhere), markdown, json or xlsx\n"
    "  --texts                 statements and guidance of controls too, in JSON\n"
    "  --held F,G              instead of TARGET: by these frameworks held together\n"
    "  --long                  how many publishers agree, and whether the coverage survives the loss of any mapping\n"
    "  --where F:ATTR=VALUE    count only the controls of F that have this value; may be given several times\n"
    "  --review                the open pairs instead, those first whose decision would settle most\n"
    "  --excel                 CSV with byte order mark and CRLF\n"
    "  --front-matter KEY=VALUE  a line of front matter for Markdown\n"
    "  --fragment              Markdown without headings and front matter, to be included elsewhere\n"
    "  --inject FILE           put it into FILE, between <!-- crosswalk:begin SOURCE--TARGET.gaps --> and\n"
    "                          <!-- crosswalk:end -->; with --review, SOURCE--TARGET.review\n";

static const char explain[] =
    "crosswalk explain A B [PATH...]\n"
    "crosswalk explain A [FRAMEWORK] [PATH...]\n"
    "crosswalk explain FINDING\n"
    "\n"
    "Says how two controls, each FRAMEWORK:ID, are related, with the proof; or why nothing is proved and what would\n"
    "settle it. With one control, says what answers it, in one framework or in all (text, csv, markdown, json or\n"
    "xlsx). With the name of a finding, says what it means and how to fix it.\n"
    "\n"
    "  --texts                 with the statements and guidance of the two\n"
    "  --format FORMAT         text (the default) or json\n";

static const char list[] =
    "crosswalk list frameworks|mappings|controls|crosswalks [PATH...]\n"
    "crosswalk list controls FRAMEWORK [PATH...]\n"
    "\n"
    "Lists what is loaded; of crosswalks those that a build would write, with the mappings between their ends.\n"
    "\n"
    "  --format FORMAT         text (the default), csv, markdown, json or xlsx\n"
    "  --excel                 CSV with byte order mark and CRLF\n"
    "  --front-matter KEY=VALUE  a line of front matter for Markdown\n"
    "  --fragment              Markdown without headings and front matter, to be included elsewhere\n"
    "  --inject FILE           put it into FILE, between <!-- crosswalk:begin frameworks --> (or mappings, controls,\n"
    "                          crosswalks) and <!-- crosswalk:end -->\n";

static const char import[] =
    "crosswalk import FILE... [-o DIR]\n"
    "crosswalk import --template [-o FILE]\n"
    "\n"
    "Makes frameworks, mappings and assessments of spreadsheets (CSV, TSV, XLSX), OSCAL, CISO Assistant libraries, "
    "SSSOM,\n"
    "OLIR, CPRT, OpenControl and ComplianceAsCode files, known by what they hold. One document goes to standard "
    "output,\n"
    "several into DIR. What cannot be carried is counted; crosswalk-interchange(7) says what that is, format by "
    "format.\n"
    "\n"
    "  -o DIR                  the folder, made if need be\n"
    "  --template              an empty workbook to fill in, with the controls of --source\n"
    "  --guess                 say what was understood, and write nothing\n"
    "  --from FORMAT           the format, where it is not the one that is seen\n"
    "  --source ID, --target ID  the frameworks of a mapping (--source: of an assessment)\n"
    "  --names FILE            a table of your own names of frameworks: an id, and the names behind it\n"
    "  --id ID, --title TEXT   of the document that is made\n"
    "  --columns ROLE=COLUMN,...  what columns hold, by header or letter: source=A,target=B,relation=C\n"
    "  --sheet NAME            the only sheet that is read\n"
    "  --shape SHAPE           controls, pairs, matrix or assessment\n"
    "  --cells pairs|union     what several ids in one cell mean\n"
    "  --blanks part|keep      what blanks in such a cell do: part ids, or belong to one\n"
    "  --relation WORD=RELATION  a word of your own, such as \"covers=superset-of\"\n"
    "  --attr COLUMN=NAME      keep a column as an attribute of the controls\n"
    "  --encoding NAME         of text that is not UTF-8, such as windows-1252\n"
    "  --metadata FILE         of SSSOM, where it stands in a file of its own\n"
    "  --fill-down             an empty id cell means the one above\n"
    "  --statements            parts of OSCAL controls become controls of their own\n"
    "  --groups                rows of one OLIR group become one map\n"
    "  --literal-supports      OLIR: \"supports\" is read from the focal element\n"
    "  --stub                  an open framework for each that is named and not known\n"
    "  --strict                exit status 1 if anything could not be carried\n"
    "  --force                 replace files that differ\n";

static const char soa[] =
    "crosswalk soa ASSESSMENT [PATH...]\n"
    "\n"
    "Writes the statement of applicability: every control of the part of the framework that is a selection, such as\n"
    "Annex A of ISO/IEC 27001, then the organisation's own controls. ASSESSMENT is a document, or the id of an\n"
    "assessment in one of the PATHs. The bundled frameworks and mappings join.\n"
    "\n"
    "  --format FORMAT         text (the default on a terminal), csv (elsewhere), markdown, html, json or xlsx\n"
    "  --excel                 CSV with byte order mark and CRLF\n"
    "  --front-matter KEY=VALUE  a line of front matter for Markdown\n"
    "  --fragment              Markdown without headings and front matter, to be included elsewhere\n";

static const char risks[] =
    "crosswalk risks ASSESSMENT [PATH...]\n"
    "\n"
    "Writes the risk treatment plan: each risk, the controls that treat it, their status and evidence, and where that\n"
    "chain breaks. ASSESSMENT is a document, or the id of an assessment in one of the PATHs.\n"
    "\n"
    "  --format FORMAT         text (the default on a terminal), csv (elsewhere), markdown, html, json or xlsx\n"
    "  --excel                 CSV with byte order mark and CRLF\n"
    "  --front-matter KEY=VALUE  a line of front matter for Markdown\n"
    "  --fragment              Markdown without headings and front matter, to be included elsewhere\n";

static const char align[] =
    "crosswalk align TARGET ASSESSMENT... [PATH...]\n"
    "\n"
    "Says for each control of the TARGET framework what follows from the assessments of others, on what that rests "
    "and\n"
    "what is lacking. An assessment of TARGET itself is shown beside it. Each ASSESSMENT is a document, or the id of "
    "an\n"
    "assessment in one of the PATHs; the bundled mappings join, unless a workspace says which do.\n"
    "\n"
    "  --plan                  what follows when what is planned, or in place in part, is done, too\n"
    "  --evidence required     read a status without evidence as not stated\n"
    "  --texts                 with --layout profile, the statements of the framework\n"
    "  --layout profile        NIST's CSF 2.0 Organizational Profile, as csv or xlsx\n"
    "  --format FORMAT         text (the default on a terminal), csv (elsewhere), markdown, html, json or xlsx\n"
    "  --excel                 CSV with byte order mark and CRLF\n"
    "  --front-matter KEY=VALUE  a line of front matter for Markdown\n"
    "  --fragment              Markdown without headings and front matter, to be included elsewhere\n";

static const char bid[] =
    "crosswalk bid ASSESSMENT... [PATH...]\n"
    "\n"
    "Writes the page of a bid: what others have attested, what the organisation says of itself, what follows for NIST\n"
    "CSF 2.0, the way from its highest risk to evidence, and what is open. Each sentence is one of a fixed list; only "
    "a\n"
    "certificate that is valid on the day is named, and evidence only where it says that it may be shared. Exit status "
    "1\n"
    "where a certificate that is claimed has expired or is not there.\n"
    "\n"
    "  --format FORMAT         markdown (the default) or html\n"
    "  --front-matter KEY=VALUE  a line of front matter for Markdown\n"
    "  --fragment              Markdown without headings and front matter, to be included elsewhere\n";

static const char diff[] =
    "crosswalk diff OLD NEW [PATH...]\n"
    "\n"
    "Says what changed: between two editions of a framework or two mappings, named by their ids, or between what "
    "two\n"
    "files or folders hold, each read with the PATHs that belong to both. Controls, facts and assessments are "
    "compared,\n"
    "and what follows: coverage gained and lost, conflicts new and settled. --fail-on=diff.lost fails where it "
    "fell.\n"
    "\n"
    "  --format FORMAT         text (the default on a terminal), csv (elsewhere), markdown, html, json or xlsx\n"
    "  --excel                 CSV with byte order mark and CRLF\n"
    "  --front-matter KEY=VALUE  a line of front matter for Markdown\n"
    "  --fragment              Markdown without headings and front matter, to be included elsewhere\n";

static const char migrate[] =
    "crosswalk migrate FILE [PATH...] --to FRAMEWORK -o DIR\n"
    "\n"
    "Carries a mapping or an assessment to another edition of its framework. What is proved to carry over is changed "
    "in\n"
    "the document, which is written to DIR under its name; nothing else in it is touched. What only corresponds, was\n"
    "merged or split, or has no counterpart becomes a line of DIR/DECISIONS.csv, with its candidates. PATHs define "
    "what\n"
    "FILE names and is not bundled; the bundled mappings between editions join.\n"
    "\n"
    "  --to FRAMEWORK          the id of the new edition\n"
    "  -o, --output DIR        where the document and the decisions go\n"
    "  --format csv|xlsx       of the decisions; a workbook has a sheet Review to decide in, which import reads back\n"
    "  --strict                exit status 1 while a decision is open\n";

static const char export[] =
    "crosswalk export FRAMEWORK | MAPPING | SOURCE TARGET --to FORMAT [-o FILE] [PATH...]\n"
    "\n"
    "Writes a framework, a mapping, or what holds between two frameworks (declared rows, and implied ones, marked as\n"
    "such, with their proof) for other programs. What the format cannot hold is told, once for each kind of thing.\n"
    "\n"
    "  --to FORMAT             oscal-json, oscal-xml, sssom, olir, ciso, or review: a workbook that import reads back\n"
    "  -o FILE                 the file; without it the text goes to standard output\n"
    "  --as-of DATE            when it last changed, where nothing says when it was published\n"
    "  --strict                anything that is lost fails\n";

static const char common[] =
    "\n"
    "  --bundled               bundled mappings join the documents given\n"
    "  --data DIR              bundled documents from there (also CROSSWALK_DATA)\n"
    "  --authority LIST        only mappings of these: owner,third-party,organisation,unstated\n"
    "  --rationale LIST        combine facts of these: semantic,syntactic,functional,unstated\n"
    "  --language TAG          titles and texts in this language, where a supplement has them\n"
    "  -W NAME, -W no-NAME     switch a finding or a family on or off; -W error=NAME makes it an error\n"
    "  --fail-on LEVEL         error, warning, note, or a finding or family such as gap; gap.source=20% allows some\n"
    "  --all-notes             print every finding, and each gap by itself\n"
    "  --as-of DATE            judge assessments at this day, not at the date of the latest one\n"
    "  --limit NAME=VALUE      raise or lower a limit on input\n"
    "  --diagnostics FORM      findings as text (the default), json, sarif or github\n"
    "  -j N                    threads; the output does not depend on it\n"
    "  --no-sandbox            keep the right to read and write elsewhere, for odd file systems\n"
    "  --color WHEN            auto, always, never\n";

void help_print(enum command command, FILE *out) {
  static const char *const texts[] = {general, build, check, table, matrix, gaps, explain, list,
                                      import,  soa,   risks, align, bid,    diff, migrate, export};
  fputs(texts[command], out);
  if (command != COMMAND_NONE) {
    fputs(common, out);
  }
}
