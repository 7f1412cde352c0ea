import type { AwsManagedPolicy } from "../../../emulator/deploy/aws-managed-policies.ts";
import type { Document } from "../../../emulator/model/policy-document.ts";

/** Policies of these names as one. @throws when one is not there */
export function together(names: readonly string[], policies: readonly AwsManagedPolicy[]): Document {
  const documents = names.map((name) => {
    const found = policies.find(({ arn }) => arn.endsWith(`/${name}`));
    if (!found) throw new Error(`got no ${name} in test/emulator/deploy/aws-managed-policies`);
    return found.document;
  });
  return { Version: "2012-10-17", Statement: documents.flatMap(({ Statement }) => Statement) };
}
