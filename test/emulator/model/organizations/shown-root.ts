import type * as aws from "@aws-sdk/client-organizations";
import type { OrganizationWorld } from "./organization-world.ts";

/** The root as AWS lists it, with the types of policies that are on. */
export const shownRoot = ({ tree, policies }: OrganizationWorld): aws.Root => ({
  Id: tree.rootId,
  Arn: tree.arnOf(tree.rootId),
  Name: "Root",
  PolicyTypes: policies.enabled().map((Type) => ({ Type, Status: "ENABLED" })),
});
