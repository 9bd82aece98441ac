/* Builds the declaration of a workspace. */
#include "load/xml/reader.h"

/* Its words stand on what clients get. */
static void check_claims(const struct reader *reader, const struct frame *frame) {
  const struct decl_workspace *workspace = reader->document->as.workspace;
  reader_check_claim(reader, reader_place(reader, frame, "title"), workspace->title);
  reader_check_claim(reader, reader_place(reader, frame, "organisation"), workspace->organisation);
  reader_check_claim(reader, reader_place(reader, frame, "version"), workspace->version);
  reader_check_claim(reader, reader_place(reader, frame, "contact"), workspace->contact);
}

static void begin_root(struct reader *reader, const struct frame *frame) {
  struct decl_workspace *workspace = arena_zalloc(reader->arena, sizeof *workspace);
  reader->document->kind = DOCUMENT_WORKSPACE;
  reader->document->as.workspace = workspace;
  workspace->title = reader_title(reader, AT_TITLE);
  workspace->language = reader_copy(reader, AT_LANGUAGE);
  workspace->organisation = reader_title(reader, AT_ORGANISATION);
  workspace->accent = reader_copy(reader, AT_ACCENT);
  workspace->bundled = reader_number(reader, AT_BUNDLED, false) != 0;
  workspace->date = reader_copy(reader, AT_DATE);
  workspace->version = reader_title(reader, AT_VERSION);
  workspace->contact = reader_title(reader, AT_CONTACT);
  workspace->warnings = reader_copy(reader, AT_WARNINGS);
  workspace->fail_on = reader_copy(reader, AT_FAIL_ON);
  workspace->show = reader_copy(reader, AT_SHOW);
  check_claims(reader, frame);
}

static void begin_use(struct reader *reader, struct frame *frame) {
  bool href = reader_wrote(reader, AT_HREF);
  bool ref = reader_wrote(reader, AT_REF);
  if (href == ref) {
    finding_add(reader->findings, href ? F_SCHEMA_BAD_VALUE : F_SCHEMA_MISSING,
                reader_place(reader, frame, href ? "ref" : NULL),
                href ? "<use> has both href and ref, and is not used; write one for each"
                     : "<use> has neither href (a file or folder) nor ref (a bundled document), and is not used");
    return;
  }
  struct decl_use use = {
      .href = reader_copy(reader, AT_HREF),
      .ref = reader_copy(reader, AT_REF),
      .offset = frame->offset,
  };
  if (use.href.p != NULL || use.ref.p != NULL) {
    vec_push(reader->arena, &reader->document->as.workspace->uses, use);
  }
}

/* A crosswalk leads to one framework, or to several that are held together. */
static void begin_crosswalk(struct reader *reader, const struct frame *frame) {
  bool target = reader_wrote(reader, AT_TARGET);
  if (target == reader_wrote(reader, AT_HELD)) {
    finding_add(reader->findings, target ? F_SCHEMA_BAD_VALUE : F_SCHEMA_MISSING,
                reader_place(reader, frame, target ? "held" : NULL),
                target ? "<crosswalk> has both target and held, and is not used; write one for each"
                       : "<crosswalk> has neither a target nor held, the frameworks that are met together, and is not "
                         "used");
    return;
  }
  struct decl_crosswalk crosswalk = {
      .source = reader_copy(reader, AT_SOURCE),
      .target = reader_copy(reader, AT_TARGET),
      .held = reader_copy(reader, AT_HELD),
      .offset = frame->offset,
  };
  if (crosswalk.target.p != NULL || crosswalk.held.p != NULL) {
    vec_push(reader->arena, &reader->document->as.workspace->crosswalks, crosswalk);
  }
}

static void begin_deliverable(struct reader *reader, const struct frame *frame, enum deliverable kind) {
  struct decl_deliverable deliverable = {
      .kind = kind,
      .target = reader_copy(reader, AT_TARGET),
      .assessments =
          reader_copy(reader, kind == DELIVERABLE_SOA || kind == DELIVERABLE_RISKS ? AT_ASSESSMENT : AT_ASSESSMENTS),
      .offset = frame->offset,
  };
  vec_push(reader->arena, &reader->document->as.workspace->deliverables, deliverable);
}

static void begin_matrix(struct reader *reader, const struct frame *frame) {
  struct decl_matrix matrix = {
      .source = reader_copy(reader, AT_SOURCE),
      .targets = reader_copy(reader, AT_TARGETS),
      .title = reader_title(reader, AT_TITLE),
      .offset = frame->offset,
  };
  reader_check_claim(reader, reader_place(reader, frame, "title"), matrix.title);
  vec_push(reader->arena, &reader->document->as.workspace->matrices, matrix);
}

static void begin_logo(struct reader *reader, const struct frame *frame) {
  struct decl_workspace *workspace = reader->document->as.workspace;
  workspace->logo = reader_copy(reader, AT_HREF);
  workspace->logo_offset = frame->offset;
}

static void end_note(struct reader *reader, const struct frame *frame, struct str text) {
  if (text.n == 0) {
    finding_add(reader->findings, F_SCHEMA_MISSING, reader_place(reader, frame, NULL),
                "<note> has no text, and is not used");
  } else {
    reader->document->as.workspace->note = str_copy(reader->arena, text);
    reader_check_claim(reader, reader_place(reader, frame, NULL), text);
  }
}

/* A condition that cannot be read would accept more than was meant: then the accept is not used. */
static void begin_accept(struct reader *reader, struct frame *frame) {
  struct decl_workspace *workspace = reader->document->as.workspace;
  reader->keep_text = true;
  frame->usable = frame->usable && attribute_set_holds(&reader->attributes.valid, &reader->attributes.written);
  frame->item = workspace->accepts.n;
  struct decl_accept accept = {
      .finding = reader_copy(reader, AT_FINDING),
      .framework = reader_copy(reader, AT_FRAMEWORK),
      .control = reader_copy(reader, AT_CONTROL),
      .mapping = reader_copy(reader, AT_MAPPING),
      .offset = frame->offset,
  };
  vec_push(reader->arena, &workspace->accepts, accept);
}

static void end_accept(struct reader *reader, const struct frame *frame, struct str text) {
  struct decl_workspace *workspace = reader->document->as.workspace;
  if (text.n == 0) {
    finding_add(reader->findings, F_SCHEMA_MISSING, reader_place(reader, frame, NULL),
                "<accept> has no text, which is the reason, and is not used");
  }
  if (text.n == 0 || !frame->usable) {
    workspace->accepts.n--;
  } else {
    workspace->accepts.v[frame->item].reason = str_copy(reader->arena, text);
    reader_check_claim(reader, reader_place(reader, frame, NULL), text);
  }
}

static void begin(struct reader *reader, struct frame *frame, const struct frame *parent) {
  (void)parent;
  switch (frame->element) {
    case EL_WORKSPACE:
      begin_root(reader, frame);
      break;
    case EL_USE:
      begin_use(reader, frame);
      break;
    case EL_CROSSWALK:
      if (frame->usable) {
        begin_crosswalk(reader, frame);
      }
      break;
    case EL_MATRIX:
      if (frame->usable) {
        begin_matrix(reader, frame);
      }
      break;
    case EL_SOA:
    case EL_RISKS:
    case EL_ALIGN:
    case EL_BID:
      if (frame->usable) {
        begin_deliverable(reader, frame, (enum deliverable)(frame->element - EL_SOA));
      }
      break;
    case EL_LOGO:
      begin_logo(reader, frame);
      break;
    case EL_NOTE:
      reader->keep_text = true;
      break;
    default:
      begin_accept(reader, frame);
      break;
  }
}

static void end(struct reader *reader, const struct frame *frame, struct str text) {
  if (frame->element == EL_ACCEPT) {
    end_accept(reader, frame, text);
  } else if (frame->element == EL_NOTE) {
    end_note(reader, frame, text);
  }
}

const struct builder workspace_builder = {.begin = begin, .end = end};
