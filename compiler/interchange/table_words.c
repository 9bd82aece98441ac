/* The words of the trade: what the columns of a table are called, in English, French and German. */
#include "interchange/table_parts.h"

#include "interchange/words.h"

const char *const role_names[ROLES] = {
    [ROLE_NONE] = "",
    [ROLE_ID] = "id",
    [ROLE_TITLE] = "title",
    [ROLE_STATEMENT] = "statement",
    [ROLE_GUIDANCE] = "guidance",
    [ROLE_PARENT] = "parent",
    [ROLE_GROUP] = "group",
    [ROLE_SOURCE] = "source",
    [ROLE_SOURCE_TITLE] = "source-title",
    [ROLE_TARGET] = "target",
    [ROLE_TARGET_TITLE] = "target-title",
    [ROLE_RELATION] = "relation",
    [ROLE_STRENGTH] = "strength",
    [ROLE_CONFIDENCE] = "confidence",
    [ROLE_RATIONALE] = "rationale",
    [ROLE_REMARKS] = "remarks",
    [ROLE_STATUS] = "status",
    [ROLE_REPLACED_BY] = "replaced-by",
    [ROLE_APPLICABLE] = "applicable",
    [ROLE_OWNER] = "owner",
    [ROLE_JUSTIFICATION] = "justification",
    [ROLE_EVIDENCE] = "evidence",
    [ROLE_EVIDENCE_DATE] = "evidence-date",
    [ROLE_REVIEWED] = "reviewed",
    [ROLE_DUE] = "due",
    [ROLE_HOW] = "how",
    [ROLE_UNION] = "union",
    [ROLE_BASIS] = "basis",
    [ROLE_ATTRIBUTE] = "attribute",
    [ROLE_IGNORED] = "ignored",
    [ROLE_KIND] = "kind",
    [ROLE_LABEL] = "label",
    [ROLE_COUNTED] = "counted",
    [ROLE_PART] = "part",
    [ROLE_EXHAUSTIVE] = "exhaustive",
    [ROLE_SELECTABLE] = "selectable",
    [ROLE_METHOD] = "method",
};

/* Words of headers, folded; the first match counts. */
static const struct {
  const char *word;
  enum role role;
} header_words[] = {
    {"id", ROLE_ID},
    {"ref", ROLE_ID},
    {"ref_id", ROLE_ID},
    {"ref id", ROLE_ID},
    {"reference", ROLE_ID},
    {"no", ROLE_ID},
    {"no.", ROLE_ID},
    {"number", ROLE_ID},
    {"control", ROLE_ID},
    {"our control", ROLE_ID},
    {"control id", ROLE_ID},
    {"control number", ROLE_ID},
    {"control identifier", ROLE_ID},
    {"clause", ROLE_ID},
    {"requirement id", ROLE_ID},
    {"r\xC3\xA9"
     "f.",
     ROLE_ID},
    {"r\xC3\xA9"
     "f\xC3\xA9rence",
     ROLE_ID},
    {"r\xC3\xA8gle", ROLE_ID},
    {"nr", ROLE_ID},
    {"nr.", ROLE_ID},
    {"kontrolle", ROLE_ID},
    {"code", ROLE_ID},
    {"subcategory", ROLE_ID},
    {"safeguard", ROLE_ID},
    {"cis safeguard", ROLE_ID},
    {"cis sub-control", ROLE_ID},
    {"title", ROLE_TITLE},
    {"name", ROLE_TITLE},
    {"control name", ROLE_TITLE},
    {"control title", ROLE_TITLE},
    {"control/control enhancement", ROLE_TITLE},
    {"control (or control enhancement) name", ROLE_TITLE},
    {"short name", ROLE_TITLE},
    {"intitul\xC3\xA9", ROLE_TITLE},
    {"titel", ROLE_TITLE},
    {"bezeichnung", ROLE_TITLE},
    {"ma\xC3\x9Fnahme", ROLE_TITLE},
    {"statement", ROLE_STATEMENT},
    {"description", ROLE_STATEMENT},
    {"requirement", ROLE_STATEMENT},
    {"control text", ROLE_STATEMENT},
    {"control description", ROLE_STATEMENT},
    {"control statement", ROLE_STATEMENT},
    {"requirement text", ROLE_STATEMENT},
    {"requirement description", ROLE_STATEMENT},
    {"text", ROLE_STATEMENT},
    {"contenu", ROLE_STATEMENT},
    {"beschreibung", ROLE_STATEMENT},
    {"guidance", ROLE_GUIDANCE},
    {"discussion", ROLE_GUIDANCE},
    {"supplemental guidance", ROLE_GUIDANCE},
    {"implementation guidance", ROLE_GUIDANCE},
    {"notes to implementers", ROLE_GUIDANCE},
    {"annotation", ROLE_GUIDANCE},
    {"parent", ROLE_PARENT},
    {"parent id", ROLE_PARENT},
    {"domain", ROLE_GROUP},
    {"category", ROLE_GROUP},
    {"family", ROLE_GROUP},
    {"function", ROLE_GROUP},
    {"chapter", ROLE_GROUP},
    {"section", ROLE_GROUP},
    {"theme", ROLE_GROUP},
    {"group", ROLE_GROUP},
    {"objectif", ROLE_GROUP},
    {"th\xC3\xA9matique", ROLE_GROUP},
    {"source", ROLE_SOURCE},
    {"source id", ROLE_SOURCE},
    {"source_id", ROLE_SOURCE},
    {"from", ROLE_SOURCE},
    {"focal document element", ROLE_SOURCE},
    {"fde", ROLE_SOURCE},
    {"source_node_id", ROLE_SOURCE},
    {"map_source_id_ref_list", ROLE_SOURCE},
    {"source title", ROLE_SOURCE_TITLE},
    {"source_title", ROLE_SOURCE_TITLE},
    {"fde name", ROLE_SOURCE_TITLE},
    {"target", ROLE_TARGET},
    {"target id", ROLE_TARGET},
    {"target_id", ROLE_TARGET},
    {"to", ROLE_TARGET},
    {"reference document element", ROLE_TARGET},
    {"scf", ROLE_TARGET},
    {"target_node_id", ROLE_TARGET},
    {"map_target_id_ref_list", ROLE_TARGET},
    {"mapped to", ROLE_TARGET},
    {"maps to", ROLE_TARGET},
    {"target title", ROLE_TARGET_TITLE},
    {"target_title", ROLE_TARGET_TITLE},
    {"scf control", ROLE_TARGET_TITLE},
    {"relation", ROLE_RELATION},
    {"relationship", ROLE_RELATION},
    {"relationship type", ROLE_RELATION},
    {"strm relationship", ROLE_RELATION},
    {"mapping type", ROLE_RELATION},
    {"how", ROLE_RELATION},
    {"correspondence", ROLE_RELATION},
    {"correspondance", ROLE_RELATION},
    {"coverage", ROLE_RELATION},
    {"map_relationship", ROLE_RELATION},
    {"strength", ROLE_STRENGTH},
    {"strength of relationship", ROLE_STRENGTH},
    {"strength_of_relationship", ROLE_STRENGTH},
    {"confidence", ROLE_CONFIDENCE},
    {"confidence levels", ROLE_CONFIDENCE},
    {"confidence (%)", ROLE_CONFIDENCE},
    {"confidence %", ROLE_CONFIDENCE},
    {"map_confidence_score", ROLE_CONFIDENCE},
    {"confiance", ROLE_CONFIDENCE},
    {"taux de confiance", ROLE_CONFIDENCE},
    {"konfidenz", ROLE_CONFIDENCE},
    {"rationale", ROLE_RATIONALE},
    {"strm rationale", ROLE_RATIONALE},
    {"notes", ROLE_REMARKS},
    {"note", ROLE_REMARKS},
    {"comments", ROLE_REMARKS},
    {"comment", ROLE_REMARKS},
    {"remark", ROLE_REMARKS},
    {"remarks", ROLE_REMARKS},
    {"commentaire", ROLE_REMARKS},
    {"observations", ROLE_REMARKS},
    {"explanation", ROLE_REMARKS},
    {"match", ROLE_REMARKS}, /* a word of its author's own: no relation */
    {"commentaires", ROLE_REMARKS},
    {"remarque", ROLE_REMARKS},
    {"remarques", ROLE_REMARKS},
    {"bemerkung", ROLE_REMARKS},
    {"bemerkungen", ROLE_REMARKS},
    {"anmerkung", ROLE_REMARKS},
    {"anmerkungen", ROLE_REMARKS},
    {"kommentar", ROLE_REMARKS},
    {"kommentare", ROLE_REMARKS},
    {"status", ROLE_STATUS},
    {"implementation status", ROLE_STATUS},
    {"statut", ROLE_STATUS},
    {"umsetzungsstatus", ROLE_STATUS},
    {"compliance_result", ROLE_STATUS},
    {"replaced by", ROLE_REPLACED_BY},
    {"replaced-by", ROLE_REPLACED_BY},
    {"applicable", ROLE_APPLICABLE},
    {"applicable?", ROLE_APPLICABLE},
    {"applicability", ROLE_APPLICABLE},
    {"applicable (y/n)", ROLE_APPLICABLE},
    {"applicable (yes/no)", ROLE_APPLICABLE},
    {"included", ROLE_APPLICABLE},
    {"anwendbar", ROLE_APPLICABLE},
    {"owner", ROLE_OWNER},
    {"control owner", ROLE_OWNER},
    {"responsible", ROLE_OWNER},
    {"responsable", ROLE_OWNER},
    {"verantwortlich", ROLE_OWNER},
    {"justification", ROLE_JUSTIFICATION},
    {"reason", ROLE_JUSTIFICATION},
    {"exclusion", ROLE_JUSTIFICATION},
    {"begr\xC3\xBCndung", ROLE_JUSTIFICATION},
    {"evidence", ROLE_EVIDENCE},
    {"preuve", ROLE_EVIDENCE},
    {"preuves", ROLE_EVIDENCE},
    {"nachweis", ROLE_EVIDENCE},
    {"nachweise", ROLE_EVIDENCE},
    {"evidence date", ROLE_EVIDENCE_DATE},
    {"evidence_date", ROLE_EVIDENCE_DATE},
    {"evidence collected", ROLE_EVIDENCE_DATE},
    {"collected", ROLE_EVIDENCE_DATE},
    {"reviewed", ROLE_REVIEWED},
    {"last reviewed", ROLE_REVIEWED},
    {"review date", ROLE_REVIEWED},
    {"due", ROLE_DUE},
    {"due date", ROLE_DUE},
    {"target date", ROLE_DUE},
    {"\xC3\xA9"
     "ch\xC3\xA9"
     "ance",
     ROLE_DUE},
    {"frist", ROLE_DUE},
    {"implementation", ROLE_HOW},
    {"how implemented", ROLE_HOW},
    {"union", ROLE_UNION},
    {"basis", ROLE_BASIS},
    {"source_resource", ROLE_IGNORED},
    {"target_resource", ROLE_IGNORED},
};

/* Columns of a workbook for review. In anybody else's tables these words may mean anything. */
static enum role role_for_review(const struct session *session, struct str folded) {
  static const enum role of_framework[] = {ROLE_KIND, ROLE_LABEL,      ROLE_COUNTED,
                                           ROLE_PART, ROLE_EXHAUSTIVE, ROLE_SELECTABLE};
  for (unsigned i = 0; session->file->about == ABOUT_FRAMEWORK && i < sizeof of_framework / sizeof *of_framework; i++) {
    if (str_is(folded, role_names[of_framework[i]])) {
      return of_framework[i];
    }
  }
  bool attribute = session->file->about == ABOUT_FRAMEWORK && words_starts(folded, "attribute ");
  bool method = session->file->about == ABOUT_MAPPING && str_is(folded, role_names[ROLE_METHOD]);
  return attribute ? ROLE_ATTRIBUTE : method ? ROLE_METHOD : ROLE_NONE;
}

/* "reference (2)" is "reference" and 2. */
static struct str without_series(struct str folded, uint32_t *series) {
  *series = 0;
  uint32_t open = folded.n;
  while (open > 0 && folded.p[open - 1] != '(') {
    open--;
  }
  if (open < 2 || folded.p[folded.n - 1] != ')' ||
      !words_number((struct str){.p = folded.p + open, .n = folded.n - open - 1}, series)) {
    return folded;
  }
  return words_trim(words_to(folded, open - 1));
}

/* "source (nist csf 2.0)" is "source": our own workbooks name the framework so. */
static struct str without_brackets(struct str folded) {
  uint32_t open = words_find(folded, " (");
  return open != UINT32_MAX && words_ends(folded, ")") ? words_to(folded, open) : folded;
}

static enum role role_of_word(struct str folded) {
  for (size_t i = 0; i < sizeof header_words / sizeof *header_words; i++) {
    if (str_is(folded, header_words[i].word)) {
      return header_words[i].role;
    }
  }
  return ROLE_NONE;
}

static enum role role_of_series(struct str base) {
  static const char *const ids[] = {"reference", "ref", "id", "control", "number", "clause", "requirement"};
  static const char *const titles[] = {"title", "name"};
  for (unsigned i = 0; i < sizeof ids / sizeof *ids; i++) {
    if (words_ends(base, ids[i])) {
      return ROLE_TARGET;
    }
  }
  for (unsigned i = 0; i < sizeof titles / sizeof *titles; i++) {
    if (words_ends(base, titles[i])) {
      return ROLE_TARGET_TITLE;
    }
  }
  return ROLE_NONE;
}

enum role header_role(struct session *session, struct str text, uint32_t *series) {
  struct str folded = words_fold(session->arena, text);
  enum role review = role_for_review(session, folded);
  if (review != ROLE_NONE) {
    *series = 0;
    return review;
  }
  folded = without_series(folded, series);
  if (*series > 0) {
    return role_of_series(folded);
  }
  enum role role = role_of_word(folded);
  return role != ROLE_NONE ? role : role_of_word(without_brackets(folded));
}
