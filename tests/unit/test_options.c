/* Every option of the library: a value that it takes, and one that it refuses by name. */
#include "crosswalk.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

/* A value NULL: there is none of the kind. */
static const struct {
  const char *name;
  const char *taken;
  const char *refused;
} options[] = {
    {"jobs", "3", "-1"},
    {"jobs", "0", "many"},
    {"warning", "no-gap", NULL},
    {"warning", "error=lint.collapse", NULL},
    {"fail-on", "gap.source=20%", "gap.source=much"},
    {"fail-on", "warning", "sometimes"},
    {"show", "owner", ":owner"},
    {"show", "f:owner", "f:"},
    {"baseline", "known.txt", NULL},
    {"write-baseline", "known.txt", NULL},
    {"stamp", "done.stamp", NULL},
    {"prune", "yes", "perhaps"},
    {"strict", "no", "perhaps"},
    {"bundled", "yes", "perhaps"},
    {"data", "folder", NULL},
    {"candidates", "yes", "perhaps"},
    {"durable", "yes", "perhaps"},
    {"texts", "yes", "perhaps"},
    {"held", "iso27001-2022,csf-2.0", NULL},
    {"where", "csf-2.0:function=govern", "csf-2.0"},
    {"where", "a:b=c", "a:b"},
    {"long", "no", "perhaps"},
    {"basis", "declared,gap", "declared,guessed"},
    {"authority", "owner,unstated", "owner,nobody"},
    {"rationale", "semantic,unstated", "semantic,other"},
    {"language", "de-AT", NULL},
    {"as-of", "2026-02-28", "2026-02-29"},
    {"as-of", "2024-02-29", "today"},
    {"claimed", "yes", "perhaps"},
    {"plan", "yes", "perhaps"},
    {"evidence", "required", "perhaps"},
    {"evidence", "optional", "Required"},
    {"layout", "profile", "round"},
    {"excel", "yes", "perhaps"},
    {"front-matter", "title=A page", "title"},
    {"front-matter", "a=b=c", "=b"},
    {"front-matter", "key=", "key=two\nlines"},
    {"inject", "page.md", ""},
    {"all-notes", "yes", "perhaps"},
    {"colour", "yes", "perhaps"},
    {"errors-last", "yes", "perhaps"},
    {"brief", "yes", "perhaps"},
    {"diagnostics", "sarif", "xml"},
    {"gap-findings", "no", "perhaps"},
    {"limit", "rows=10", "rows"},
    {"limit", "document-bytes=4294967296", "document-bytes=4k"},
    {"limit", "depth=4294967294", "depth=4294967295"},
    {"limit", "cells=1", "no-such-limit=1"},
    {"from", "oscal", "telepathy"},
    {"source", "iso27001-2022", "No Id"},
    {"target", "csf-2.0", "No Id"},
    {"id", "ours-to-csf", "Ours To Csf"},
    {"title", "Ours", NULL},
    {"columns", "B=source,C=target", NULL},
    {"sheet", "Mapping", NULL},
    {"shape", "matrix", "round"},
    {"cells", "union", "both"},
    {"blanks", "keep", "perhaps"},
    {"relation", "covers=superset-of", "covers=above"},
    {"attr", "Owner=owner", "Owner"},
    {"encoding", "windows-1252", "ebcdic"},
    {"names", "names.csv", NULL},
    {"metadata", "set.yml", NULL},
    {"guess", "yes", "perhaps"},
    {"stub", "yes", "perhaps"},
    {"fill-down", "yes", "perhaps"},
    {"statements", "yes", "perhaps"},
    {"groups", "yes", "perhaps"},
    {"literal-supports", "yes", "perhaps"},
    {"force", "yes", "perhaps"},
    {"no-such-option", NULL, "yes"},
};

START_TEST(each_takes_and_refuses) {
  for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
    if (options[i].taken != NULL) {
      struct cw_compilation *c = cw_new();
      ck_assert_msg(cw_set(c, options[i].name, options[i].taken) == CW_OK, "%s does not take %s: %s", options[i].name,
                    options[i].taken, cw_message(c));
      ck_assert_str_eq(cw_message(c), "");
      ck_assert_msg(cw_status(c) == CW_OK, "%s=%s is a failure", options[i].name, options[i].taken);
      cw_free(c);
    }
    if (options[i].refused != NULL) {
      struct cw_compilation *c = cw_new();
      ck_assert_msg(cw_set(c, options[i].name, options[i].refused) == CW_USAGE, "%s takes %s", options[i].name,
                    options[i].refused);
      ck_assert_msg(strstr(cw_message(c), options[i].name) != NULL, "%s is not named: %s", options[i].name,
                    cw_message(c));
      cw_free(c);
    }
  }
}
END_TEST

/* Front matter and fragments leave each other nothing to do, whichever comes first. */
START_TEST(some_do_not_go_together) {
  static const char *const given[2][2] = {{"fragment", "yes"}, {"front-matter", "title=A page"}};
  for (unsigned first = 0; first < 2; first++) {
    struct cw_compilation *c = cw_new();
    ck_assert_int_eq(cw_set(c, given[first][0], given[first][1]), CW_OK);
    ck_assert_int_eq(cw_set(c, given[1 - first][0], given[1 - first][1]), CW_USAGE);
    cw_free(c);
  }
}
END_TEST

UNIT_SUITE(options, NULL, NULL, each_takes_and_refuses, some_do_not_go_together)
