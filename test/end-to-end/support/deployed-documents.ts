import { documentsOf, type HeldDocument } from "../../emulator/deploy/documents-of.ts";
import type { Cloud } from "../../emulator/model/cloud.ts";

/** What was in the accounts before, or is their owners' business. */
const own = ["Administrator", "alias/application-data"];

/** Documents of Lockstep, and whom it puts its trust in. */
export async function deployedDocuments(cloud: Cloud): Promise<readonly HeldDocument[]> {
  return (await documentsOf(cloud)).filter(({ of }) => !own.includes(of));
}
