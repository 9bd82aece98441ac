/* Builds the declaration of an assessment. */
#include "load/xml/reader.h"

static struct decl_assessment *assessment_of(const struct reader *reader) {
  return reader->document->as.assessment;
}

static void begin_root(struct reader *reader) {
  struct decl_assessment *assessment = arena_zalloc(reader->arena, sizeof *assessment);
  reader->document->kind = DOCUMENT_ASSESSMENT;
  reader->document->as.assessment = assessment;
  assessment->id = reader_copy(reader, AT_ID);
  assessment->framework = reader_copy(reader, AT_FRAMEWORK);
  assessment->title = reader_title(reader, AT_TITLE);
  assessment->organisation = reader_title(reader, AT_ORGANISATION);
  assessment->date = reader_copy(reader, AT_DATE);
  assessment->version = reader_title(reader, AT_VERSION);
  assessment->approved_by = reader_title(reader, AT_APPROVED_BY);
  assessment->approved = reader_copy(reader, AT_APPROVED);
  assessment->supersedes = reader_copy(reader, AT_SUPERSEDES);
  assessment->within = reader_copy(reader, AT_WITHIN);
  assessment->kind = reader_number(reader, AT_KIND, ASSESSMENT_UNSTATED);
  assessment->accept_below = reader_number(reader, AT_ACCEPT_BELOW, 0);
}

static void begin_certificate(struct reader *reader, const struct frame *frame) {
  struct decl_certificate certificate = {
      .standard = reader_title(reader, AT_STANDARD),
      .body = reader_title(reader, AT_BODY),
      .accreditation = reader_title(reader, AT_ACCREDITATION),
      .number = reader_title(reader, AT_NUMBER),
      .issued = reader_copy(reader, AT_ISSUED),
      .expires = reader_copy(reader, AT_EXPIRES),
      .soa_version = reader_title(reader, AT_SOA_VERSION),
      .level = reader_title(reader, AT_LEVEL),
      .scope = reader_title(reader, AT_SCOPE),
      .offset = frame->offset,
  };
  vec_push(reader->arena, &assessment_of(reader)->certificates, certificate);
}

static uint8_t read_applicability(const struct reader *reader) {
  if (!reader_has(reader, AT_APPLICABLE)) {
    return APPLICABILITY_UNSTATED;
  }
  return reader->attributes.number[AT_APPLICABLE] != 0 ? APPLICABILITY_YES : APPLICABILITY_NO;
}

static void begin_control(struct reader *reader, struct frame *frame) {
  struct decl_assessment *assessment = assessment_of(reader);
  bool own = frame->element == EL_OWN_CONTROL;
  struct decl_assessed control = {
      .ref = reader_copy(reader, own ? AT_ID : AT_REF),
      .owner = reader_title(reader, AT_OWNER),
      .justification = reader_title(reader, AT_JUSTIFICATION),
      .reviewed = reader_copy(reader, AT_REVIEWED),
      .due = reader_copy(reader, AT_DUE),
      .offset = frame->offset,
      .first_evidence = assessment->evidence.n,
      .status = reader_number(reader, AT_STATUS, IMPLEMENTATION_UNSTATED),
      .applicable = read_applicability(reader),
      .because = reader_number(reader, AT_BECAUSE, 0),
      .own = own,
  };
  if (own) {
    control.title = reader_has(reader, AT_TITLE) ? reader_title(reader, AT_TITLE) : control.ref;
  }
  frame->item = assessment->controls.n;
  vec_push(reader->arena, &assessment->controls, control);
}

static void begin_evidence(struct reader *reader, const struct frame *frame) {
  struct decl_assessment *assessment = assessment_of(reader);
  struct decl_evidence evidence = {
      .href = reader_title(reader, AT_HREF),
      .title = reader_title(reader, AT_TITLE),
      .collected = reader_copy(reader, AT_COLLECTED),
      .expires = reader_copy(reader, AT_EXPIRES),
      .offset = frame->offset,
      .kind = reader_number(reader, AT_KIND, EVIDENCE_UNSTATED),
      .share = reader_number(reader, AT_SHARE, SHARE_NO),
  };
  vec_push(reader->arena, &assessment->evidence, evidence);
  assessment->controls.v[frame->item].evidence_count++;
}

static void begin_risk(struct reader *reader, struct frame *frame) {
  struct decl_assessment *assessment = assessment_of(reader);
  struct decl_risk risk = {
      .id = reader_copy(reader, AT_ID),
      .title = reader_title(reader, reader_has(reader, AT_TITLE) ? AT_TITLE : AT_ID),
      .owner = reader_title(reader, AT_OWNER),
      .accepted_by = reader_title(reader, AT_ACCEPTED_BY),
      .accepted = reader_copy(reader, AT_ACCEPTED),
      .review = reader_copy(reader, AT_REVIEW),
      .offset = frame->offset,
      .first_treated_by = assessment->treated_by.n,
      .first_action = assessment->actions.n,
      .treatment = reader_number(reader, AT_TREATMENT, TREATMENT_UNSTATED),
      .likelihood = reader_number(reader, AT_LIKELIHOOD, 0),
      .impact = reader_number(reader, AT_IMPACT, 0),
      .residual_likelihood = reader_number(reader, AT_RESIDUAL_LIKELIHOOD, 0),
      .residual_impact = reader_number(reader, AT_RESIDUAL_IMPACT, 0),
  };
  frame->item = assessment->risks.n;
  vec_push(reader->arena, &assessment->risks, risk);
}

static void begin_treated_by(struct reader *reader, const struct frame *frame) {
  struct decl_assessment *assessment = assessment_of(reader);
  struct decl_treated_by treated_by = {
      .control = reader_copy(reader, AT_CONTROL),
      .framework = reader_copy(reader, AT_FRAMEWORK),
      .offset = frame->offset,
  };
  vec_push(reader->arena, &assessment->treated_by, treated_by);
  assessment->risks.v[frame->item].treated_by_count++;
}

static void begin_action(struct reader *reader, const struct frame *frame) {
  struct decl_assessment *assessment = assessment_of(reader);
  struct decl_action action = {
      .title = reader_title(reader, AT_TITLE),
      .owner = reader_title(reader, AT_OWNER),
      .due = reader_copy(reader, AT_DUE),
      .state = reader_title(reader, AT_STATE),
      .offset = frame->offset,
  };
  vec_push(reader->arena, &assessment->actions, action);
  assessment->risks.v[frame->item].action_count++;
}

/* True if there is room for one more control, risk or certificate. */
static bool check_room(struct reader *reader, const struct frame *frame) {
  const struct decl_assessment *assessment = assessment_of(reader);
  uint32_t limit = reader->options->limits.controls;
  if (assessment->controls.n + assessment->risks.n + assessment->certificates.n < limit) {
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

static void begin_part(struct reader *reader, struct frame *frame) {
  switch (frame->element) {
    case EL_ASSESSED_CONTROL:
    case EL_OWN_CONTROL:
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
    case EL_ACTION:
      begin_action(reader, frame);
      break;
    case EL_CERTIFICATE:
      begin_certificate(reader, frame);
      break;
    default: /* scope, how and remarks */
      reader->keep_text = true;
      break;
  }
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
  if (frame->usable) {
    begin_part(reader, frame);
  }
}

static void end(struct reader *reader, const struct frame *frame, struct str text) {
  struct decl_assessment *assessment = assessment_of(reader);
  if (!frame->usable) {
    return;
  }
  if (frame->element == EL_SCOPE) {
    assessment->scope = str_copy(reader->arena, text);
    assessment->scope_offset = frame->offset;
  } else if (frame->element == EL_HOW) {
    assessment->controls.v[frame->item].how = str_copy(reader->arena, text);
  } else if (frame->element == EL_REMARKS) {
    assessment->risks.v[frame->item].remarks = str_copy(reader->arena, text);
  }
}

const struct builder assessment_builder = {.begin = begin, .end = end};
