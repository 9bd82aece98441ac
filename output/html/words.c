/* Tokens as people say them, and what they mean. */
#include "output/html/html.h"

const struct html_word relation_words[RELATIONS] = {
    [REL_EQUAL] = {"equal to", "Both ask for the same."},
    [REL_EQUIVALENT] = {"equivalent to", "Both ask for the same, in other words."},
    [REL_SUBSET] = {"subset of", "The target asks for all that the source asks for, and for more."},
    [REL_SUPERSET] = {"superset of", "The source asks for all that the target asks for, and for more."},
    [REL_INTERSECTS] = {"intersects with", "The two have something in common; meeting one does not prove the other."},
    [REL_RELATED] = {"related to",
                     "A publisher says that the two belong together, and no more: not that they share a requirement."},
    [REL_NONE] = {"no relationship", "The two have nothing in common."},
    [REL_SUPPORTS] = {"supports", "Meeting the source helps to meet the target. Nothing further is concluded from it."},
    [REL_SUPPORTED_BY] = {"supported by",
                          "Meeting the target helps to meet the source. Nothing further is concluded from it."},
    [REL_CONTRARY] = {"contrary to", "What one asks for, the other forbids."},
};

const struct html_word basis_words[5] = {
    [BASIS_DECLARED] = {"declared", "A published or authored mapping says so; the last column says which."},
    [BASIS_IMPLIED] =
        {"implied",
         "No mapping says as much of the pair, but it follows from what is declared. The proof unfolds in the row."},
    [BASIS_CANDIDATE] = {"candidate", "Nothing is proved: a suggestion for review. It is never counted."},
    [BASIS_GAP] = {"open", "A counted control of the source without a counterpart."},
    [BASIS_EXCLUDED] = {"excluded", "Declared to have no counterpart."},
};

const struct html_word coverage_words[COVERAGE_NAMED_ONLY + 1] = {
    [COVERAGE_NONE] = {"open", "Nothing in the other framework is known to answer the control."},
    [COVERAGE_PARTIAL] = {"in part",
                          "Something in the other framework is proved to share a requirement with it; nothing is "
                          "proved to hold all of it."},
    [COVERAGE_FULL] = {"in full", "The other framework is proved to ask for all that the control asks for."},
    [COVERAGE_EXCLUDED] = {"no counterpart", "Declared to have no counterpart, and nothing maps to it."},
    [COVERAGE_NAMED_ONLY] = {"only named",
                             "A mapping says that the two belong together, or that one helps the other; nothing is "
                             "proved."},
};

unsigned html_coverage_class(enum coverage coverage, bool named_only) {
  return named_only ? COVERAGE_NAMED_ONLY : coverage;
}

const struct html_word note_words[] = {
    {"jointly", "Met in full by several controls together, by no single one."},
    {"accepted", "The gap is accepted, with the reason beside it."},
    {"disputed", "It would be covered better with statements that are disputed."},
    {"extent unknown", "Something of it is met; a counterpart may hold all of it, but nothing proves that."},
    {"proved short", "Something of it is met, and no counterpart alone holds all of it; together they may."},
    {"only named", "A mapping says that it belongs together with something; nothing is proved."},
    {"only supported", "Other controls help to meet it; none meets it."},
    {"named only together", "Named only together with other controls, which says nothing of it alone."},
    {"heading only", "Mapped only through a heading above it, which says nothing of the control itself."},
    {"not examined yet",
     "No mapping claims to have gone through this side: it may have counterparts that nobody looked for."},
    {"option only", "Answered only by an option or a condition of the other framework."},
    {"nothing found", "A mapping went through this side and found nothing."},
    {"no mapping", "No chain of mappings leads from here to the other framework."},
};
const unsigned note_word_count = sizeof note_words / sizeof *note_words;

/* As reports write the notes, in the order of note_words. */
const char *const note_tokens[] = {"jointly",      "accepted",      "disputed",   "extent-unknown", "proved-short",
                                   "related-only", "supports-only", "joint-only", "group-only",     "not-examined",
                                   "option-only",  "no-relation",   "no-mapping"};
_Static_assert(sizeof note_tokens / sizeof *note_tokens == sizeof note_words / sizeof *note_words,
               "each note has a word");

const char *html_note_word(struct str note) {
  for (unsigned i = 0; i < note_word_count; i++) {
    if (str_is(note, note_tokens[i])) {
      return note_words[i].word;
    }
  }
  return note.p;
}
