import { expect, test } from "vitest";
import {
  alertKeyAlias,
  centralKeyAlias,
  localKeyAlias,
  pipelineApplyRole,
  type Scope,
  stateKeyAlias,
} from "../../../src/names.ts";
import { text } from "../../emulator/deploy/stack-resources.ts";
import { example, type Target, target } from "../organization/organization.ts";
import { account, shared } from "../organization/places.ts";
import { testAttack } from "./attack.ts";
import { nothingAllows } from "./attackers.ts";
import { asks, isRefused } from "./aws-step.ts";

const region = "eu-west-2";

interface Hijack {
  readonly id: string;
  readonly scope: Scope;
  readonly accountId: string;
  readonly key: Target;
  /** Aliases that the key has before. */
  readonly aliases: readonly string[];
  /** One of Lockstep's that the account has no use for. */
  readonly unused: string;
}

const payments = account("payments-prod").accountId;
const sandbox = account("sandbox").accountId;

const hijacks: readonly Hijack[] = [
  {
    id: "alias-application-key",
    scope: "app-prod",
    accountId: payments,
    key: example.foreignKey(payments, region),
    aliases: ["alias/orders-data"],
    unused: centralKeyAlias("prod"),
  },
  {
    id: "alias-unreviewed-key",
    scope: "app-nonprod",
    accountId: sandbox,
    key: example.foreignKey(sandbox, region),
    aliases: ["alias/orders-data"],
    unused: alertKeyAlias,
  },
  {
    id: "alias-state-key",
    scope: "shared",
    accountId: shared.accountId,
    key: example.key(shared.accountId, shared.region, stateKeyAlias),
    aliases: [stateKeyAlias],
    unused: localKeyAlias,
  },
];

for (const { id, scope, accountId, key, aliases, unused } of hijacks) {
  const who = `the pipeline's role of ${scope}`;
  const as = example.role(accountId, pipelineApplyRole(scope));
  const known = (names: readonly string[]): Target => ({
    ...key,
    context: { ...key.context, "kms:ResourceAliases": names },
  });

  testAttack({
    id,
    steps: [
      isRefused({
        who,
        does: "changes the key's policy before",
        as,
        request: ["kms:PutKeyPolicy", known(aliases)],
        today: nothingAllows,
      }),
      asks({
        who,
        does: `makes ${unused}, as far as the alias is asked`,
        as,
        request: ["kms:CreateAlias", target(`arn:aws:kms:${region}:${accountId}:${unused}`, accountId)],
        today: "allowed by managed policy of lockstep-pipeline-vaults: KeyAliases",
      }),
      asks({
        who,
        does: "puts it on that key, as far as the key is asked",
        as,
        request: ["kms:CreateAlias", known(aliases)],
        today: nothingAllows,
      }),
    ],
    ends: [
      asks({
        who,
        does: "changes the key's policy after",
        as,
        request: ["kms:PutKeyPolicy", known([...aliases, unused])],
        today: nothingAllows,
      }),
    ],
  });

  test(`${unused} is on no key of ${accountId}, so that it can be made there`, () => {
    const there = example.resources.filter((one) => one.type === "aws_kms_alias" && one.accountId === accountId);

    expect(there.length).toBeGreaterThan(0);
    expect(there.map((one) => text(one, "name"))).not.toContain(unused);
  });
}

test("an alias that is in use is neither moved nor deleted by the pipeline", async () => {
  const as = example.role(payments, pipelineApplyRole("app-prod"));
  const alias = target(`arn:aws:kms:${region}:${payments}:${localKeyAlias}`, payments);
  const attacks = ["kms:UpdateAlias", "kms:DeleteAlias"].map((action) => [action, alias] as const);

  expect(await example.allowed(as, attacks)).toEqual([]);
});
