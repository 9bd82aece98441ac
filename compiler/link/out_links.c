/* Links to what a publisher says of each control: <link rel="control" href="https://example.org/{id}"/>. */
#include "link/parts.h"

#include "model/control_links.h"

static void take_link(const struct linker *linker, struct graph_framework *framework, const struct decl_link *link) {
  const char *wrong = control_link_complaint(link->href);
  struct place place = place_attribute(framework->source, link->offset, "href");
  if (wrong != NULL) {
    finding_add(linker->findings, F_SCHEMA_BAD_VALUE, place, "\"%.*s\" %s; controls do not become links",
                STR_ARG(link->href), wrong);
  } else if (framework->control_link.n > 0) {
    finding_add(linker->findings, F_SCHEMA_BAD_VALUE, place,
                "this is a second link for controls of %.*s; the first one is used", STR_ARG(framework->id));
  } else {
    framework->control_link = link->href;
  }
}

void link_out_links(struct linker *linker) {
  for (uint32_t f = 0; f < linker->graph->frameworks.n; f++) {
    struct graph_framework *framework = &linker->graph->frameworks.v[f];
    for (uint32_t i = 0; i < framework->declared->links.n; i++) {
      if (str_is(framework->declared->links.v[i].rel, "control")) {
        take_link(linker, framework, &framework->declared->links.v[i]);
      }
    }
  }
}
