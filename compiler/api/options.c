/* Options by name and value, one row of a table each. */
#include "api/compilation.h"
#include "api/import.h"
#include "api/shards.h"
#include "model/date.h"

#include <errno.h>
#include <stdlib.h>

typedef enum cw_result set_function(struct cw_compilation *c, const char *name, const char *value);

static bool parse_number(const char *text, unsigned long long most, unsigned long long *number) {
  if (text[0] < '0' || text[0] > '9') {
    return false;
  }
  char *end = NULL;
  errno = 0;
  *number = strtoull(text, &end, 10);
  return errno == 0 && *end == '\0' && *number <= most;
}

static enum cw_result parse_yes(struct cw_compilation *c, const char *name, const char *value, bool *yes) {
  if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0) {
    return usage(c, "%s is yes or no, not \"%s\"", name, value);
  }
  *yes = value[0] == 'y';
  return CW_OK;
}

static enum cw_result set_jobs(struct cw_compilation *c, const char *name, const char *value) {
  unsigned long long number = 0;
  if (!parse_number(value, 1024, &number)) {
    return usage(c, "%s is a number of threads from 0 (one for each processor) to 1024, not \"%s\"", name, value);
  }
  c->jobs = (unsigned)number;
  return CW_OK;
}

/* What stands behind the "=" of --fail-on is no limit for what stands before it. */
static enum cw_result refuse_limit(struct cw_compilation *c, const char *option, const char *name, const char *limit) {
  size_t n = strcspn(limit, "%");
  unsigned long long number = 0;
  bool share = strcmp(limit + n, "%") == 0 && parse_number(arena_text(&c->arena, limit, n), 100, &number);
  if (share) {
    return usage(c, "%s: only the gaps of a framework are a share of something; write %s=10 without \"%%\"", option,
                 name);
  }
  return usage(c, "%s: \"%s\" is no number; write %s=10, or for gaps gap.source=20%%", option, limit, name);
}

static enum cw_result unknown_finding(struct cw_compilation *c, const char *option, const char *value) {
  const char *equals = strchr(value, '=');
  bool fails = strcmp(option, "--fail-on") == 0;
  const char *name = equals != NULL && !fails ? equals + 1 : strncmp(value, "no-", 3) == 0 ? value + 3 : value;
  if (equals != NULL && fails) {
    name = arena_text(&c->arena, value, (size_t)(equals - value));
    if (finding_is_known(str_from(name))) {
      return refuse_limit(c, option, name, equals + 1);
    }
    if (severity_find(str_from(name)) >= 0) {
      return usage(c, "%s: \"=%s\" goes with a finding or a family, such as lint=%s, and not with a severity; write %s",
                   option, equals + 1, equals + 1, name);
    }
  }
  size_t n = strlen(name);
  if (fails && (strcmp(name, "errors") == 0 || strcmp(name, "warnings") == 0 || strcmp(name, "notes") == 0)) {
    return usage(c, "%s: did you mean %.*s?", option, (int)n - 1, name);
  }
  const char *nearest = finding_nearest(str_from(name));
  if (nearest != NULL) {
    return usage(c, "%s: there is no finding \"%s\"; did you mean %s?", option, name, nearest);
  }
  const char *words =
      strcmp(option, "--fail-on") == 0 ? "severity (error, warning, note), finding or family" : "finding or family";
  return usage(c, "%s: \"%s\" is no %s; the manual page crosswalk-findings(7) lists them", option, name, words);
}

static enum cw_result set_warning(struct cw_compilation *c, UNUSED const char *name, const char *value) {
  if (switches_hide_unread(str_from(value))) {
    return usage(c, "-W: %s would hide what was not read, and that cannot be judged", value);
  }
  if (!switches_apply(&c->work.switches, str_from(value))) {
    return unknown_finding(c, "-W", value);
  }
  vec_push(&c->arena, &c->work.request.warnings, arena_text(&c->arena, value, strlen(value)));
  /* Asking for gaps by name is asking for them everywhere. */
  if (strncmp(value, "no-", 3) != 0 && strstr(value, "gap") != NULL && strncmp(value, "conflict", 8) != 0) {
    c->work.request.gap_choice = GAPS_YES;
  }
  return CW_OK;
}

static enum cw_result set_fail_on(struct cw_compilation *c, UNUSED const char *name, const char *value) {
  if (!switches_fail_on(&c->work.switches, str_from(value))) {
    return unknown_finding(c, "--fail-on", value);
  }
  vec_push(&c->arena, &c->work.request.fail_ons, arena_text(&c->arena, value, strlen(value)));
  if (strncmp(value, "gap", 3) == 0 || strcmp(value, "note") == 0) {
    c->work.request.gap_choice = GAPS_YES;
  }
  return CW_OK;
}

static enum cw_result take_path(struct cw_compilation *c, const char *name, const char *value, const char **path) {
  if (value[0] == '\0') {
    return usage(c, "%s takes the path of a file", name);
  }
  *path = arena_text(&c->arena, value, strlen(value));
  return CW_OK;
}

static enum cw_result set_baseline(struct cw_compilation *c, const char *name, const char *value) {
  return take_path(c, name, value, &c->work.request.baseline);
}

static enum cw_result set_new_baseline(struct cw_compilation *c, const char *name, const char *value) {
  return take_path(c, name, value, &c->work.request.new_baseline);
}

static enum cw_result set_stamp(struct cw_compilation *c, const char *name, const char *value) {
  return take_path(c, name, value, &c->output.stamp);
}

static enum cw_result set_prune(struct cw_compilation *c, const char *name, const char *value) {
  return parse_yes(c, name, value, &c->output.prune);
}

static enum cw_result set_index(struct cw_compilation *c, const char *name, const char *value) {
  return parse_yes(c, name, value, &c->output.indexing);
}

static enum cw_result set_counts(struct cw_compilation *c, const char *name, const char *value) {
  const char *path = NULL;
  enum cw_result result = take_path(c, name, value, &path);
  if (result == CW_OK) {
    vec_push(&c->arena, &c->output.counts, path); /* NOLINT(bugprone-sizeof-expression): a list of pointers */
  }
  return result;
}

static enum cw_result set_bundled(struct cw_compilation *c, const char *name, const char *value) {
  return parse_yes(c, name, value, &c->work.request.with_bundled);
}

static enum cw_result set_data(struct cw_compilation *c, UNUSED const char *name, const char *value) {
  c->work.request.data = str_copy(&c->arena, str_from(value));
  return CW_OK;
}

static enum cw_result set_durable(struct cw_compilation *c, const char *name, const char *value) {
  return parse_yes(c, name, value, &c->output.durable);
}

static enum cw_result set_candidates(struct cw_compilation *c, const char *name, const char *value) {
  return parse_yes(c, name, value, &c->output.candidates);
}

static enum cw_result set_held(struct cw_compilation *c, UNUSED const char *name, const char *value) {
  c->work.request.held = str_copy(&c->arena, str_from(value));
  workspace_need(&c->work, c->work.request.held);
  return CW_OK;
}

static enum cw_result set_where(struct cw_compilation *c, const char *name, const char *value) {
  const char *colon = strchr(value, ':');
  const char *equals = colon != NULL ? strchr(colon, '=') : NULL;
  if (colon == NULL || equals == NULL || colon == value || equals == colon + 1 || equals[1] == '\0') {
    return usage(c, "%s is FRAMEWORK:ATTRIBUTE=VALUE, not \"%s\"", name, value);
  }
  vec_push(&c->arena, &c->work.request.where, str_copy(&c->arena, str_from(value)));
  return CW_OK;
}

static enum cw_result set_show(struct cw_compilation *c, const char *name, const char *value) {
  const char *colon = strchr(value, ':');
  if (value[0] == '\0' || colon == value || (colon != NULL && colon[1] == '\0')) {
    return usage(c, "%s is ATTRIBUTE or FRAMEWORK:ATTRIBUTE, not \"%s\"", name, value);
  }
  vec_push(&c->arena, &c->work.request.show, str_copy(&c->arena, str_from(value)));
  return CW_OK;
}

static enum cw_result set_long(struct cw_compilation *c, const char *name, const char *value) {
  return parse_yes(c, name, value, &c->output.long_gaps);
}

static enum cw_result set_texts(struct cw_compilation *c, const char *name, const char *value) {
  return parse_yes(c, name, value, &c->work.request.texts);
}

static enum cw_result set_excel(struct cw_compilation *c, const char *name, const char *value) {
  return parse_yes(c, name, value, &c->output.excel);
}

static enum cw_result set_all_notes(struct cw_compilation *c, const char *name, const char *value) {
  return parse_yes(c, name, value, &c->work.request.all_notes);
}

static enum cw_result set_colour(struct cw_compilation *c, const char *name, const char *value) {
  return parse_yes(c, name, value, &c->output.colour);
}

static enum cw_result set_brief(struct cw_compilation *c, const char *name, const char *value) {
  return parse_yes(c, name, value, &c->output.brief);
}

static enum cw_result set_errors_last(struct cw_compilation *c, const char *name, const char *value) {
  return parse_yes(c, name, value, &c->output.errors_last);
}

static enum cw_result set_diagnostics(struct cw_compilation *c, const char *name, const char *value) {
  static const char *const forms[] = {"text", "json", "sarif", "github"};
  for (unsigned i = 0; i < sizeof forms / sizeof *forms; i++) {
    if (strcmp(value, forms[i]) == 0) {
      c->output.diagnostics = (enum diagnostics)i;
      c->work.request.for_programs = i == DIAGNOSTICS_JSON || i == DIAGNOSTICS_SARIF;
      return CW_OK;
    }
  }
  return usage(c, "%s is text, json, sarif or github, not \"%s\"", name, value);
}

static enum cw_result set_gap_findings(struct cw_compilation *c, const char *name, const char *value) {
  bool yes = false;
  enum cw_result result = parse_yes(c, name, value, &yes);
  if (result == CW_OK && c->work.request.gap_choice == GAPS_IF_GIVEN) {
    c->work.request.gap_choice = yes ? GAPS_YES : GAPS_NO;
  }
  return result;
}

static enum cw_result set_language(struct cw_compilation *c, UNUSED const char *name, const char *value) {
  c->work.request.language = str_copy(&c->arena, str_from(value));
  return CW_OK;
}

static enum cw_result set_as_of(struct cw_compilation *c, const char *name, const char *value) {
  struct str date = str_from(value);
  if (!date_is(date)) {
    return usage(c, "%s is a day such as 2026-10-01, not \"%s\"", name, value);
  }
  c->work.request.as_of = str_copy(&c->arena, date);
  return CW_OK;
}

static enum cw_result set_plan(struct cw_compilation *c, const char *name, const char *value) {
  return parse_yes(c, name, value, &c->output.plan);
}

static enum cw_result set_evidence(struct cw_compilation *c, const char *name, const char *value) {
  c->output.evidence_required = strcmp(value, "required") == 0;
  return c->output.evidence_required || strcmp(value, "optional") == 0
             ? CW_OK
             : usage(c, "%s is required or optional, not \"%s\"", name, value);
}

static enum cw_result set_layout(struct cw_compilation *c, const char *name, const char *value) {
  c->output.profile = strcmp(value, "profile") == 0;
  return c->output.profile || strcmp(value, "table") == 0 ? CW_OK
                                                          : usage(c, "%s is table or profile, not \"%s\"", name, value);
}

static enum cw_result set_claimed(struct cw_compilation *c, const char *name, const char *value) {
  return parse_yes(c, name, value, &c->work.request.claimed);
}

/* Parses "a,b,c" into bits by a function that knows the words. */
static enum cw_result parse_list(struct cw_compilation *c, const char *name, const char *value, const char *words,
                                 int (*find)(struct str word), unsigned *bits) {
  unsigned found = 0;
  for (const char *at = value;;) {
    const char *comma = strchr(at, ',');
    struct str word = {.p = at, .n = (uint32_t)(comma != NULL ? (size_t)(comma - at) : strlen(at))};
    int number = find(word);
    if (number < 0) {
      return usage(c, "%s: \"%.*s\" is not one of %s", name, STR_ARG(word), words);
    }
    found |= 1U << number;
    if (comma == NULL) {
      break;
    }
    at = comma + 1;
  }
  *bits = found;
  return CW_OK;
}

static int find_basis(struct str word) {
  for (int basis = BASIS_DECLARED; basis <= BASIS_EXCLUDED; basis++) {
    if (str_is(word, basis_token((enum basis)basis))) {
      return basis;
    }
  }
  return -1;
}

static int find_authority(struct str word) {
  return str_is(word, "unstated") ? AUTHORITY_UNSTATED : vocabulary_find(&vocabulary_authority, word);
}

static int find_rationale(struct str word) {
  return str_is(word, "unstated") ? RATIONALE_UNSTATED : vocabulary_find(&vocabulary_rationale, word);
}

static enum cw_result set_basis(struct cw_compilation *c, const char *name, const char *value) {
  enum cw_result result =
      parse_list(c, name, value, "declared, implied, candidate, gap, excluded", find_basis, &c->output.bases);
  if (result == CW_OK && (c->output.bases >> BASIS_CANDIDATE & 1) != 0) {
    c->output.candidates = true;
  }
  return result;
}

static enum cw_result set_authority(struct cw_compilation *c, const char *name, const char *value) {
  return parse_list(c, name, value, "owner, third-party, organisation, unstated", find_authority,
                    &c->work.request.authorities);
}

static enum cw_result set_rationale(struct cw_compilation *c, const char *name, const char *value) {
  return parse_list(c, name, value, "semantic, syntactic, functional, unstated", find_rationale,
                    &c->work.request.rationales);
}

/* True if YAML would take the value for something else than the one text, number, list or quoted text that it looks like. */
static bool needs_quotes(const char *value) {
  size_t n = strlen(value);
  bool indicator = value[0] != '\0' && strchr("@`%&*!|>", value[0]) != NULL;
  bool entry = (value[0] == '-' || value[0] == '?' || value[0] == ':') && (n == 1 || value[1] == ' ');
  bool quoted_or_flow = value[0] != '\0' && strchr("\"'[{", value[0]) != NULL;
  bool inside = strstr(value, ": ") != NULL || strstr(value, " #") != NULL || (n > 0 && value[n - 1] == ':');
  return indicator || entry || value[0] == '#' || (inside && !quoted_or_flow);
}

static void put_front_matter(struct cw_compilation *c, char at) {
  vec_push(&c->arena, &c->output.front_matter, at);
}

static enum cw_result set_license(struct cw_compilation *c, const char *name, const char *value) {
  for (const char *at = value; *at != '\0'; at++) {
    if ((unsigned char)*at <= ' ') {
      return usage(c, "%s is an address or a name without blanks", name);
    }
  }
  c->output.license = str_copy(&c->arena, str_from(value));
  return CW_OK;
}

static enum cw_result set_front_matter(struct cw_compilation *c, const char *name, const char *value) {
  const char *equals = strchr(value, '=');
  if (equals == NULL || equals == value) {
    return usage(c, "%s takes KEY=VALUE, not \"%s\"", name, value);
  }
  for (const char *at = value; *at != '\0'; at++) {
    if ((unsigned char)*at < ' ') {
      return usage(c, "%s is one line without control characters", name);
    }
  }
  if (c->output.front_matter.n > 0) {
    c->output.front_matter.n--; /* the NUL of the line before */
  }
  for (const char *at = value; at < equals; at++) {
    put_front_matter(c, *at);
  }
  put_front_matter(c, ':');
  put_front_matter(c, ' ');
  bool quotes = needs_quotes(equals + 1);
  if (quotes) {
    put_front_matter(c, '"');
  }
  for (const char *at = equals + 1; *at != '\0'; at++) {
    if (quotes && (*at == '"' || *at == '\\')) {
      put_front_matter(c, '\\');
    }
    put_front_matter(c, *at);
  }
  if (quotes) {
    put_front_matter(c, '"');
  }
  put_front_matter(c, '\n');
  put_front_matter(c, '\0');
  return CW_OK;
}

static enum cw_result set_fragment(struct cw_compilation *c, const char *name, const char *value) {
  return parse_yes(c, name, value, &c->output.fragment);
}

static enum cw_result set_inject(struct cw_compilation *c, const char *name, const char *value) {
  if (value[0] == '\0') {
    return usage(c, "%s takes the path of a document", name);
  }
  vec_push(&c->arena, &c->output.injected, arena_text(&c->arena, value, strlen(value)));
  return CW_OK;
}

static enum cw_result set_limit(struct cw_compilation *c, const char *name, const char *value) {
  struct limits *limits = &c->work.request.limits;
  const struct {
    const char *name;
    uint32_t *small;
    uint64_t *large;
  } known[] = {
      {"document-bytes", NULL, &limits->document_bytes},
      {"depth", &limits->depth, NULL},
      {"attribute-bytes", &limits->attribute_bytes, NULL},
      {"attributes", &limits->attributes, NULL},
      {"namespaces", &limits->namespaces, NULL},
      {"findings", &limits->findings, NULL},
      {"text-bytes", &limits->text_bytes, NULL},
      {"controls", &limits->controls, NULL},
      {"maps", &limits->maps, NULL},
      {"refs", &limits->refs, NULL},
      {"documents", &limits->documents, NULL},
      {"logo-bytes", &limits->logo_bytes, NULL},
      {"rows", &limits->rows, NULL},
      {"page-rows", &limits->page_rows, NULL},
      {"page-bytes", &limits->page_bytes, NULL},
      {"unpacked-bytes", NULL, &limits->unpacked_bytes},
      {"unpacked-ratio", &limits->unpacked_ratio, NULL},
      {"cells", &limits->cells, NULL},
      {"pattern-bytes", &limits->pattern_bytes, NULL},
      {"pattern-steps", &limits->pattern_steps, NULL},
      {"pattern-depth", &limits->pattern_depth, NULL},
      {"pattern-heap-kib", &limits->pattern_heap_kib, NULL},
  };
  const char *equals = strchr(value, '=');
  struct str wanted = {.p = value, .n = (uint32_t)(equals != NULL ? (size_t)(equals - value) : strlen(value))};
  for (unsigned i = 0; i < sizeof known / sizeof *known; i++) {
    if (!str_is(wanted, known[i].name)) {
      continue;
    }
    unsigned long long number = 0;
    unsigned long long most = known[i].small != NULL ? UINT32_MAX - 1 : UINT64_MAX / 2;
    if (equals == NULL || !parse_number(equals + 1, most, &number)) {
      return usage(c, "%s: %s takes a number, such as %s=1000", name, known[i].name, known[i].name);
    }
    if (known[i].small != NULL) {
      *known[i].small = (uint32_t)number;
    } else if (known[i].large != NULL) {
      *known[i].large = number;
    }
    return CW_OK;
  }
  struct buf names;
  buf_init(&names, &c->arena);
  for (unsigned i = 0; i < sizeof known / sizeof *known; i++) {
    buf_printf(&names, "%s%s", i > 0 ? ", " : "", known[i].name);
  }
  return usage(c, "%s: there is no limit \"%.*s\"; there are %s", name, STR_ARG(wanted), buf_done(&names).p);
}

static const struct {
  const char *name;
  set_function *set;
} options[] = {
    {"jobs", set_jobs},
    {"warning", set_warning},
    {"fail-on", set_fail_on},
    {"baseline", set_baseline},
    {"write-baseline", set_new_baseline},
    {"stamp", set_stamp},
    {"prune", set_prune},
    {"shard", shards_set},
    {"index", set_index},
    {"counts", set_counts},
    {"bundled", set_bundled},
    {"data", set_data},
    {"candidates", set_candidates},
    {"durable", set_durable},
    {"held", set_held},
    {"where", set_where},
    {"show", set_show},
    {"long", set_long},
    {"texts", set_texts},
    {"basis", set_basis},
    {"authority", set_authority},
    {"rationale", set_rationale},
    {"language", set_language},
    {"as-of", set_as_of},
    {"plan", set_plan},
    {"claimed", set_claimed},
    {"evidence", set_evidence},
    {"layout", set_layout},
    {"excel", set_excel},
    {"front-matter", set_front_matter},
    {"license", set_license},
    {"fragment", set_fragment},
    {"inject", set_inject},
    {"all-notes", set_all_notes},
    {"colour", set_colour},
    {"errors-last", set_errors_last},
    {"brief", set_brief},
    {"diagnostics", set_diagnostics},
    {"gap-findings", set_gap_findings},
    {"limit", set_limit},
};

/* Options that leave each other nothing to do. */
static enum cw_result check_together(struct cw_compilation *c) {
  if (c->output.fragment && c->output.front_matter.n > 0) {
    return usage(c, "--front-matter does not go with --fragment: a fragment has none");
  }
  return shards_check(c);
}

enum cw_result cw_set(struct cw_compilation *c, const char *name, const char *value) {
  ENTER_BEFORE(c);
  WANT(c, name);
  WANT(c, value);
  struct setting setting = {.name = arena_text(&c->arena, name, strlen(name)),
                            .value = arena_text(&c->arena, value, strlen(value))};
  vec_push(&c->arena, &c->settings, setting);
  for (unsigned i = 0; i < sizeof options / sizeof *options; i++) {
    if (strcmp(options[i].name, name) == 0) {
      struct buf shown;
      buf_init(&shown, &c->arena);
      buf_printf(&shown, "--%s", name);
      enum cw_result result = options[i].set(c, buf_done(&shown).p, value);
      return result == CW_OK ? check_together(c) : result;
    }
  }
  bool found = false;
  enum cw_result result = import_set(c, name, value, &found);
  return found ? result : usage(c, "there is no option \"%s\"", name);
}
