import { withResourceGuardrails } from "../../support/stacks.ts";
import { example, organizationOf } from "./organization.ts";

/** The example organization with its resource control policy; synthesized once. */
export const guarded = organizationOf(withResourceGuardrails(example.estate));
