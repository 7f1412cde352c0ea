import type { Estate } from "../../../../src/model.ts";
import { exampleEstate, withResourceGuardrails } from "../../../support/stacks.ts";

const finalLock = {
  mode: "compliance",
  armedOn: "2026-11-01",
  cooledOff: { lockDate: "2026-11-15", reason: "the state was lost" },
} as const;

/** The example organization with everything switched on that brings a resource, or says more of one. */
export function widestEstate(): Estate {
  const estate = withResourceGuardrails(exampleEstate());
  return {
    ...estate,
    accounts: estate.accounts.map((account) => ({
      ...account,
      createServiceLinkedRole: true,
      ...(account.lock && { lock: { ...account.lock, ...finalLock } }),
    })),
  };
}
