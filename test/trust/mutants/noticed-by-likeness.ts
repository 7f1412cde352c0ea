import type { Estate } from "../../../src/model.ts";
import { misplaced } from "../deployed/misplaced.ts";
import { unlike } from "../deployed/unlike.ts";
import { organizationFrom } from "../organization/organization.ts";
import type { StackTexts } from "./mutant.ts";
import type { Noticer } from "./noticer.ts";

/** The tests of what is deployed where: accounts of a kind are alike, and nothing is attached where it does not belong. */
export function noticedByLikeness(estate: Estate, texts: StackTexts): Noticer {
  return {
    who: "likeness",
    notices: ({ texts: mutated }) => {
      const organization = organizationFrom(estate, mutated(texts));
      return unlike(organization).length > 0 || misplaced(organization).length > 0;
    },
  };
}
