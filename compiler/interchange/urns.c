/* A table of URNs. */
#include "interchange/urns.h"

#include "interchange/words.h"

void urns_open(struct session *session) {
  session->urns = arena_zalloc(session->arena, sizeof *session->urns);
  names_init(&session->urns->names, session->arena);
}

void urns_add(struct session *session, struct str urn, struct str framework, struct str id) {
  uint32_t before = session->urns->names.names.n;
  if (urn.n > 0 && names_intern_kept(&session->urns->names, urn) == before) {
    vec_push(session->arena, &session->urns->ids, id);
    vec_push(session->arena, &session->urns->frameworks, framework);
  }
}

struct str urns_find(const struct session *session, struct str urn) {
  uint32_t number = names_find(&session->urns->names, urn);
  return number == NO_NAME ? (struct str){.p = NULL} : session->urns->ids.v[number];
}

struct str urns_framework(const struct session *session, struct str urn) {
  uint32_t number = names_find(&session->urns->names, urn);
  return number == NO_NAME ? (struct str){.p = NULL} : session->urns->frameworks.v[number];
}

struct str urn_framework(struct str urn) {
  struct str rest = urn;
  struct str segment = {.p = NULL};
  for (unsigned i = 0; i < 5 && rest.p != NULL; i++) {
    segment = words_next(&rest, ":");
  }
  return words_starts(urn, "urn:") && rest.n > 0 ? segment : (struct str){.p = NULL};
}

struct str urn_tail(struct str urn) {
  struct str rest = urn;
  for (unsigned segment = 0; segment < 5 && rest.p != NULL; segment++) {
    (void)words_next(&rest, ":");
  }
  return rest.n > 0 ? rest : urn_last(urn);
}

struct str urn_last(struct str urn) {
  uint32_t at = urn.n;
  while (at > 0 && urn.p[at - 1] != ':') {
    at--;
  }
  return words_from(urn, at);
}
