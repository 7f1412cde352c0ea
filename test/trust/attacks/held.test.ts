import { expect, test } from "vitest";
import {
  hubApplyRole,
  hubDeployPlanRole,
  hubPlanRole,
  pipelineApplyRole,
  planFileKey,
  stateKey,
} from "../../../src/names.ts";
import { text } from "../../emulator/deploy/stack-resources.ts";
import { allowEverything } from "../../emulator/model/policy-document.ts";
import { example, nobody, type Principal, type Request } from "../organization/organization.ts";
import { outsideAccount } from "../organization/people.ts";
import { account, central, shared } from "../organization/places.ts";
import { unboundedRole } from "./attackers.ts";

const { accountId } = account("payments-prod");
const [home = ""] = central.prod.regions;
const enters: Request = [
  "sts:AssumeRole",
  example.roleTarget(central.prod.accountId, pipelineApplyRole("central-prod")),
];
const inPath: Principal = {
  ...nobody(`arn:aws:iam::${accountId}:role/x/${pipelineApplyRole("app-prod")}`, accountId),
  policies: [allowEverything],
};
const hub = (name: string) => example.role(shared.accountId, name);
const plan = example.state(planFileKey("app-prod", "1", "1", "app-payments-prod"));
const state = example.state(stateKey("app-prod", "app-payments-prod"));

const attempts: readonly (readonly [what: string, as: Principal, request: Request])[] = [
  [
    "a role that is called much like AWS Backup's own does not read with a central key",
    unboundedRole(accountId, "aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup-other"),
    ["kms:Decrypt", example.key(central.prod.accountId, home)],
  ],
  [
    "a role of the pipeline's name in a path does not change a vault's policy",
    inPath,
    ["backup:PutBackupVaultAccessPolicy", example.vault(accountId, "eu-west-2")],
  ],
  [
    "a hub role's namesake of another organization does not enter",
    unboundedRole(outsideAccount, hubApplyRole("central-prod")),
    enters,
  ],
  [
    "a hub role's namesake of an application account does not enter",
    unboundedRole(accountId, hubApplyRole("central-prod")),
    enters,
  ],
  [
    "an application's administrator puts no alert of their own on the bus",
    example.administrator(accountId),
    ["events:PutEvents", example.bus()],
  ],
  ["who plans pull requests does not read a saved plan", hub(hubPlanRole), ["s3:GetObject", plan]],
  ["who plans deploys does not read a saved plan", hub(hubDeployPlanRole), ["s3:GetObject", plan]],
  ["who applies non-prod does not write the state of prod", hub(hubApplyRole("app-nonprod")), ["s3:PutObject", state]],
  ["who plans pull requests does not read older versions of a state", hub(hubPlanRole), ["s3:GetObjectVersion", state]],
];

test.each(attempts)("%s", async (_, as, request) => {
  expect(await example.lets(as, request)).toBe(false);
});

test("what is held without a policy: no key of Lockstep is one that can be replicated to another Region", async () => {
  const keys = example.resources.filter(({ type }) => type === "aws_kms_key");
  const administrator = example.administrator(accountId);

  expect(keys.length).toBeGreaterThan(0);
  expect(keys.filter((one) => one.body["multi_region"] === true || text(one, "multi_region") === "true")).toEqual([]);
  expect(await example.lets(administrator, ["kms:ReplicateKey", example.key(accountId, "eu-west-2")])).toBe(true);
});

test("what is not held: an application's administrator has the local vault tell another topic of its jobs", async () => {
  const notify: Request = ["backup:PutBackupVaultNotifications", example.vault(accountId, "eu-west-2")];

  expect(await example.lets(example.administrator(accountId), notify)).toBe(true);
});
