#include "dispute.h"

#include <string.h>

static void add_fact(struct dispute *dispute, const struct network *net, unsigned fact) {
  const struct fact *it = &net->facts[fact];
  struct statement made = {it->source, it->target, relation_says(it->relation, net->mappings[it->mapping].proper),
                           UINT32_C(1) << fact};
  if (made.x > made.y) {
    made = (struct statement){made.y, made.x, says_backwards(made.says), made.facts};
  }
  for (unsigned s = 0; s < dispute->count; s++) {
    struct statement *known = &dispute->statements[s];
    if (known->x == made.x && known->y == made.y &&
        (known->says == made.says || (made.x == made.y && known->says == says_backwards(made.says)))) {
      known->facts |= made.facts;
      return;
    }
  }
  dispute->statements[dispute->count++] = made;
}

/* What is looked at again and again while sets of statements are tried: what each allows and what it demands. */
struct trial {
  const struct theory *base;
  struct kind_set allowed[MOST_STATEMENTS];
  unsigned first_demand[MOST_STATEMENTS + 1];
};

static bool has_kind(const struct theory *theory, const struct kind_set *allowed, unsigned demand) {
  for (unsigned w = 0; w < theory->words; w++) {
    if ((allowed->words[w] & theory->demands[demand].words[w]) != 0) {
      return true;
    }
  }
  return false;
}

static bool holds_together(const struct trial *trial, uint32_t statements) {
  const struct theory *base = trial->base;
  struct kind_set allowed;
  memset(&allowed, 0xFF, base->words * sizeof allowed.words[0]);
  for (unsigned s = 0; statements >> s != 0; s++) {
    for (unsigned w = 0; w < base->words && (statements >> s & 1) != 0; w++) {
      allowed.words[w] &= trial->allowed[s].words[w];
    }
  }
  for (unsigned d = 0; d < trial->first_demand[0]; d++) {
    if (!has_kind(base, &allowed, d)) {
      return false;
    }
  }
  for (unsigned s = 0; statements >> s != 0; s++) {
    for (unsigned d = trial->first_demand[s]; d < trial->first_demand[s + 1] && (statements >> s & 1) != 0; d++) {
      if (!has_kind(base, &allowed, d)) {
        return false;
      }
    }
  }
  return true;
}

static void prepare(struct trial *trial, struct theory *base, const struct dispute *dispute,
                    const struct network *net) {
  theory_begin(base, net);
  struct kind_set hierarchy = base->allowed;
  trial->base = base;
  trial->first_demand[0] = base->demand_count;
  for (unsigned s = 0; s < dispute->count; s++) {
    const struct statement *it = &dispute->statements[s];
    base->allowed = hierarchy;
    theory_say(base, it->x, it->y, it->says);
    trial->allowed[s] = base->allowed;
    trial->first_demand[s + 1] = base->demand_count;
  }
}

static bool holds_known(const struct dispute *dispute, uint32_t statements) {
  for (unsigned m = 0; m < dispute->minimal_count; m++) {
    if ((statements & dispute->minimal[m]) == dispute->minimal[m]) {
      return true;
    }
  }
  return false;
}

/* The next greater number with as many bits. */
static uint32_t next_with_as_many(uint32_t bits) {
  uint32_t low = bits & (~bits + 1);
  uint32_t ripple = bits + low;
  return ripple | (((bits ^ ripple) >> 2) / low);
}

/* Smaller sets first, so that whatever is found is minimal. */
static bool enumerate(struct dispute *dispute, const struct trial *trial) {
  uint32_t end = UINT32_C(1) << dispute->count;
  for (unsigned size = 1; size <= dispute->count; size++) {
    for (uint32_t set = (UINT32_C(1) << size) - 1; set < end; set = next_with_as_many(set)) {
      if (holds_known(dispute, set) || holds_together(trial, set)) {
        continue;
      }
      if (dispute->minimal_count == MOST_MINIMAL) {
        return false;
      }
      dispute->minimal[dispute->minimal_count++] = set;
      dispute->disputed |= set;
    }
  }
  return true;
}

void dispute_find(struct dispute *dispute, const struct network *net) {
  static struct theory base;
  static struct trial trial;
  memset(dispute, 0, sizeof *dispute);
  for (unsigned f = 0; f < net->fact_count; f++) {
    if (fact_is_statement(net, &net->facts[f])) {
      add_fact(dispute, net, f);
    }
  }
  dispute_theory(dispute, net, UINT32_MAX, &base);
  if (theory_consistent(&base)) {
    dispute->complete = true;
  } else if (dispute->count <= MOST_STATEMENTS) {
    prepare(&trial, &base, dispute, net);
    dispute->complete = enumerate(dispute, &trial);
  }
}

static void keep_between(struct dispute *dispute, unsigned statement) {
  const struct statement *first = &dispute->statements[statement];
  unsigned says = first->says;
  unsigned count = 0;
  for (unsigned s = 0; s < dispute->count; s++) {
    const struct statement *it = &dispute->statements[s];
    if (it->x == first->x && it->y == first->y) {
      if (s < statement || (dispute->disputed >> s & 1) == 0) {
        return;
      }
      says &= it->says;
      count++;
    }
  }
  if (count > 1 && says != 0) {
    dispute->kept[dispute->kept_count++] = (struct kept){first->x, first->y, says};
  }
}

static void say_undisputed(const struct dispute *dispute, const struct network *net, struct theory *theory) {
  dispute_theory(dispute, net, ~dispute->disputed, theory);
}

static bool kept_hold_together(const struct dispute *dispute, const struct network *net, uint32_t kept) {
  static struct theory theory;
  say_undisputed(dispute, net, &theory);
  for (unsigned k = 0; k < dispute->kept_count; k++) {
    if ((kept >> k & 1) != 0) {
      theory_say(&theory, dispute->kept[k].x, dispute->kept[k].y, dispute->kept[k].says);
    }
  }
  return theory_consistent(&theory);
}

/* Kept facts that clash, with each other or with what is undisputed, go: all that are in a smallest such set. */
static void drop_clashing(struct dispute *dispute, const struct network *net) {
  uint32_t all = (UINT32_C(1) << dispute->kept_count) - 1;
  uint32_t clashing = 0;
  uint32_t minimal[64];
  unsigned count = 0;
  if (dispute->kept_count == 0 || kept_hold_together(dispute, net, all)) {
    return;
  }
  for (unsigned size = 1; size <= dispute->kept_count; size++) {
    for (uint32_t set = (UINT32_C(1) << size) - 1; set <= all; set = next_with_as_many(set)) {
      bool known = false;
      for (unsigned m = 0; m < count; m++) {
        known = known || (set & minimal[m]) == minimal[m];
      }
      if (!known && count < 64 && !kept_hold_together(dispute, net, set)) {
        minimal[count++] = set;
        clashing |= set;
      }
    }
  }
  unsigned left = 0;
  for (unsigned k = 0; k < dispute->kept_count; k++) {
    if ((clashing >> k & 1) == 0) {
      dispute->kept[left++] = dispute->kept[k];
    }
  }
  dispute->kept_count = left;
}

void dispute_keep(struct dispute *dispute, const struct network *net) {
  dispute->kept_count = 0;
  for (unsigned s = 0; s < dispute->count; s++) {
    keep_between(dispute, s);
  }
  drop_clashing(dispute, net);
}

fact_bits dispute_facts(const struct dispute *dispute, uint32_t statements) {
  fact_bits facts = 0;
  for (unsigned s = 0; s < dispute->count; s++) {
    facts |= (statements >> s & 1) != 0 ? dispute->statements[s].facts : 0;
  }
  return facts;
}

void dispute_theory(const struct dispute *dispute, const struct network *net, uint32_t statements,
                    struct theory *theory) {
  theory_begin(theory, net);
  for (unsigned s = 0; s < dispute->count; s++) {
    const struct statement *it = &dispute->statements[s];
    if ((statements >> s & 1) != 0) {
      theory_say(theory, it->x, it->y, it->says);
    }
  }
}

void dispute_settled(const struct dispute *dispute, const struct network *net, struct theory *theory) {
  say_undisputed(dispute, net, theory);
  for (unsigned k = 0; k < dispute->kept_count; k++) {
    theory_say(theory, dispute->kept[k].x, dispute->kept[k].y, dispute->kept[k].says);
  }
}
