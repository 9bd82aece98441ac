/* Builds the declaration of an assessment: as much of it as is judged. The rest is checked for its form only. */
#include "load/xml/reader.h"

static void begin_root(struct reader *reader) {
  struct decl_assessment *assessment = arena_zalloc(reader->arena, sizeof *assessment);
  reader->document->kind = DOCUMENT_ASSESSMENT;
  reader->document->as.assessment = assessment;
  assessment->id = reader_copy(reader, AT_ID);
  assessment->framework = reader_copy(reader, AT_FRAMEWORK);
  assessment->date = reader_copy(reader, AT_DATE);
}

static void begin_control(struct reader *reader, const struct frame *frame) {
  struct decl_assessment *assessment = reader->document->as.assessment;
  struct decl_assessed control = {
      .ref = reader_copy(reader, AT_REF),
      .reviewed = reader_copy(reader, AT_REVIEWED),
      .offset = frame->offset,
      .first_evidence = assessment->evidence.n,
      .status = reader_number(reader, AT_STATUS, IMPLEMENTATION_UNSTATED),
      .applicable = reader_number(reader, AT_APPLICABLE, true) != 0,
      .justified = reader_has(reader, AT_JUSTIFICATION),
  };
  vec_push(reader->arena, &assessment->controls, control);
}

static void begin_evidence(struct reader *reader, const struct frame *frame) {
  struct decl_assessment *assessment = reader->document->as.assessment;
  struct decl_evidence evidence = {.collected = reader_copy(reader, AT_COLLECTED), .offset = frame->offset};
  vec_push(reader->arena, &assessment->evidence, evidence);
  assessment->controls.v[assessment->controls.n - 1].evidence_count++;
}

static void begin_risk(struct reader *reader, const struct frame *frame) {
  struct decl_assessment *assessment = reader->document->as.assessment;
  struct decl_risk risk = {
      .id = reader_copy(reader, AT_ID),
      .offset = frame->offset,
      .first_treated_by = assessment->treated_by.n,
      .treatment = reader_number(reader, AT_TREATMENT, TREATMENT_UNSTATED),
  };
  vec_push(reader->arena, &assessment->risks, risk);
}

static void begin_treated_by(struct reader *reader, const struct frame *frame) {
  struct decl_assessment *assessment = reader->document->as.assessment;
  struct decl_treated_by treated_by = {.control = reader_copy(reader, AT_CONTROL), .offset = frame->offset};
  vec_push(reader->arena, &assessment->treated_by, treated_by);
  assessment->risks.v[assessment->risks.n - 1].treated_by_count++;
}

/* True if there is room for one more control or risk. */
static bool check_room(struct reader *reader, const struct frame *frame) {
  const struct decl_assessment *assessment = reader->document->as.assessment;
  uint32_t limit = reader->options->limits.controls;
  if (assessment->controls.n + assessment->risks.n < limit) {
    return true;
  }
  if (!reader->limited) {
    reader->limited = true;
    reader_limit(reader, reader_place(reader, frame, NULL),
                 "the assessment has too many controls and risks; this one and those after it are not used", "controls",
                 limit);
  }
  return false;
}

static void begin(struct reader *reader, struct frame *frame, const struct frame *parent) {
  if (parent == NULL) {
    begin_root(reader);
    return;
  }
  frame->usable = frame->usable && (parent->usable || parent->element == EL_ASSESSMENT);
  if (parent->element == EL_ASSESSMENT && frame->element != EL_SCOPE) {
    frame->usable = frame->usable && check_room(reader, frame);
  }
  if (!frame->usable) {
    return;
  }
  switch (frame->element) {
    case EL_ASSESSED_CONTROL:
      begin_control(reader, frame);
      break;
    case EL_EVIDENCE:
      begin_evidence(reader, frame);
      break;
    case EL_RISK:
      begin_risk(reader, frame);
      break;
    case EL_TREATED_BY:
      begin_treated_by(reader, frame);
      break;
    default: /* scope */
      break;
  }
}

static void end(struct reader *reader, const struct frame *frame, struct str text) {
  (void)reader;
  (void)frame;
  (void)text;
}

const struct builder assessment_builder = {.begin = begin, .end = end};
