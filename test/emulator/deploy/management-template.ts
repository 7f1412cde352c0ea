import type { Estate } from "../../../src/model.ts";
import { managementRoles } from "../../../stacks/pipeline-roles.ts";

/** The template that a person deploys in the management account, as text. */
export const managementTemplate = (estate: Estate): string => managementRoles(estate).replaceAll("$${", "${");
