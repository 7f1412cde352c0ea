import { expect, test } from "vitest";
import { foreignImports, lockedImports, missingImports } from "../../../src/delivery/takeover/judge-imports.ts";
import { change, ownTags, plan } from "./support/plans.ts";

const imported = (
  address: string,
  before: object,
  actions: readonly ("no-op" | "update" | "delete" | "create")[] = ["no-op"],
) => change(address, { before, actions, id: "the-id" });

test.each([
  ["a role of this stack", [imported("aws_iam_role.r", ownTags)]],
  ["a role of this stack that is changed", [imported("aws_iam_role.r", ownTags, ["update"])]],
  ["what has no tags", [imported("aws_organizations_policy_attachment.a", {})]],
  [
    "an alias of a key that is taken over with it",
    [imported("aws_kms_key.k", { ...ownTags, key_id: "k" }), imported("aws_kms_alias.a", { target_key_id: "k" })],
  ],
  [
    "an alias of a key that the state has",
    [
      change("aws_kms_key.k", { before: { key_id: "k" }, actions: ["no-op"] }),
      imported("aws_kms_alias.a", { target_key_id: "k" }),
    ],
  ],
  ["somebody else's role that is only changed", [change("aws_iam_role.r", { before: {}, actions: ["update"] })]],
])("%s is not foreign", (_, changes) => {
  expect(foreignImports(plan(...changes), "app-a")).toEqual([]);
});

test.each([
  ["a vault without tags", imported("aws_backup_vault.v", {}), "has not the tag lockstep:stack=app-a"],
  [
    "a vault of another stack",
    imported("aws_backup_vault.v", { tags_all: { "lockstep:stack": "app-b" } }),
    "has not the tag lockstep:stack=app-a",
  ],
  ["an alias of another key", imported("aws_kms_alias.a", { target_key_id: "k" }), "names a key of somebody else"],
  ["what would be replaced", imported("aws_sns_topic.t", ownTags, ["delete", "create"]), "would be replaced"],
])("%s is not taken over, and people hear why", (_, resource, why) => {
  const { address } = resource;

  expect(foreignImports(plan(resource), "app-a")).toEqual([
    {
      address,
      why: `${address} exists as the-id and ${why}: it is not taken over, and AWS will refuse to make it again`,
    },
  ]);
});

const nonExistent = (address: string) => `
Error: Cannot import non-existent remote object

While attempting to import an existing object to
"${address}", the provider detected that no object
exists with the given id. Only pre-existing objects can be imported; check
`;
const ofProvider = (address: string, what: string) => `
Error: reading Organizations Policy (p-1): ${what}

  with ${address},
  on taken-over.tf.json line 4, in import[0]:
`;

test("what does not exist is told by Terraform, all at once, or by the provider", () => {
  const said = [
    nonExistent("aws_iam_role.a"),
    nonExistent("aws_backup_vault.eu-west-2_vault"),
    ofProvider("aws_organizations_policy.p", "PolicyNotFoundException: none"),
    ofProvider("aws_sns_topic.t", "AccessDenied"),
  ].join("");
  const addresses = ["aws_iam_role.a", "aws_iam_role.aa", "aws_backup_vault.eu-west-2_vault"];

  expect(missingImports(said, [...addresses, "aws_organizations_policy.p", "aws_sns_topic.t"])).toEqual([
    "aws_iam_role.a",
    "aws_backup_vault.eu-west-2_vault",
    "aws_organizations_policy.p",
  ]);
});

test("what may not be replaced is told by Terraform", () => {
  const said = `
Error: Instance cannot be destroyed

  on cdk.tf.json line 1, in resource.aws_backup_vault.v:

Resource aws_backup_vault.v has
lifecycle.prevent_destroy set, but the plan calls for this resource to be
destroyed.`;

  expect(lockedImports(said, ["aws_backup_vault.v", "aws_kms_key.k"])).toEqual(["aws_backup_vault.v"]);
});
