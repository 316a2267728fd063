/*
 * Finds words on the reader's own device: in every version of a policy, or in the hand-written pages of a site.
 *
 * It asks for one file, when the field is used and not before; it sends nothing and stores nothing.
 */

import { begin } from "./compare/elements.js";
import { _ } from "./redline/wording.js";
import { searchBox } from "./search/box.js";
import { searchOfPages } from "./search/pages.js";
import { searchOfVersions } from "./search/versions.js";

begin("policy-search", (holder) => {
  const hint = _("Every word must be there. Words in “quotes” must follow each other. Capitals and accents make no difference.");
  const search = holder.hasAttribute("data-pages") ? searchOfPages : searchOfVersions;
  searchBox(holder, _("Words to find"), hint, (data) => search(data, holder.getAttribute("data-root") ?? ""));
});
