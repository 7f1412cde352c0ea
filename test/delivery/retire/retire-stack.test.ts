import { expect, test } from "vitest";
import type { AccountState } from "../../../src/delivery/handoff/account-status.ts";
import type { ObjectStore } from "../../../src/delivery/handoff/object-store.ts";
import type { HeadStack } from "../../../src/delivery/ledger/pending-stacks.ts";
import { retireStack } from "../../../src/delivery/retire/retire-stack.ts";
import { configHash } from "../../../src/delivery/stack/config-hash.ts";
import type { StackOfHead } from "../../../src/delivery/stack/stack-of-head.ts";
import { stackPlace } from "../../../src/delivery/stack/stack-place.ts";

const accountId = "555555555501";
const commit = "a".repeat(40);

function stackOf(stack: string, scope: string, resource: object): StackOfHead {
  const provider = { allowed_account_ids: [accountId], default_tags: [{ tags: { "lockstep:state": "retired" } }] };
  const json = {
    terraform: { backend: { s3: { bucket: "state", key: `state/${scope}/${stack}.tfstate`, region: "eu-west-2" } } },
    provider: { aws: [provider] },
    resource,
  };
  return { stack, json, place: stackPlace(stack, json) };
}
const app = stackOf("app-a", "app-prod", { aws_kms_key: { k: {} }, aws_backup_vault: { v: {} } });
const policies = stackOf("policies-prod", "policies-prod", {});

const entryOf = ({ stack, json, place }: StackOfHead) =>
  JSON.stringify({
    ...{ version: 1, stack, scope: place.scope, accountId, commit, runUrl: "", configHash: configHash(json) },
    ...{ digest: "", terraformVersion: "1.11.4", lockHash: "", appliedAt: "2026-11-01T00:00:00.000Z" },
  });
const stateOf = (...addresses: readonly string[]) =>
  JSON.stringify({
    version: 4,
    resources: addresses.map((address) => {
      const [type, name] = address.split(".");
      return { mode: "managed", type, name, instances: [{}] };
    }),
  });

const keys = { state: "state/app-prod/app-a.tfstate", ledger: "ledger/app-prod/app-a.json" };

/** What becomes of the stack, and the objects that it leaves. */
async function run(
  objects: Readonly<Record<string, string | null>>,
  forget: (put: (state: string) => void) => string[],
  state: AccountState | null = null,
) {
  const given = new Map(
    Object.entries({
      [keys.ledger]: entryOf(app),
      "ledger/policies-prod/policies-prod.json": entryOf(policies),
      ...objects,
    }),
  );
  const all = new Map([...given].flatMap(([key, text]) => (text === null ? [] : [[key, text] as const])));
  const store: ObjectStore = {
    get: async (key) => (all.has(key) ? Buffer.from(all.get(key) ?? "") : null),
    put: async (key, body) => void all.set(key, body.toString()),
    putNew: async () => "exists",
    list: async () => [],
  };
  const head = [app, policies].map(({ stack, json, place }) => ({
    affected: { stack, scope: place.scope, wave: 4, accountId, configHash: configHash(json) },
    retired: place.retired,
    place: place.state,
  })) as unknown as readonly HeadStack[];
  const retirement = await retireStack(app, {
    confirm: "app-a",
    head: { stacks: head, lockHash: "", toolHash: "" },
    read: async () => policies,
    store,
    run: { commit, runUrl: "" },
    status: state && { stack: "app-a", accountId, state, why: "no answer", askedAt: "2026-11-23T06:00:00.000Z" },
    forget: async () => forget((state) => all.set(keys.state, state)),
    now: () => "2026-11-23T07:00:00.000Z",
  });
  return { ...retirement, ledger: JSON.parse(all.get(keys.ledger) ?? "") as Readonly<Record<string, unknown>> };
}

const never = () => {
  throw new Error("was called");
};

test("a resource that is another's stops it before anything is let go of", async () => {
  const { outcome, lines, ledger } = await run(
    { [keys.state]: stateOf("aws_kms_key.k", "aws_kms_key.foreign") },
    never,
  );

  expect({ outcome, lines }).toEqual({
    outcome: "refused",
    lines: [
      "app-a: its state holds aws_kms_key.foreign, which the stack does not declare; find out whose it is, and deploy the stack first",
    ],
  });
  expect(ledger).not.toHaveProperty("retired");
});

test("what could not be let go of is told, and the ledger stays", async () => {
  const { outcome, lines, ledger } = await run({ [keys.state]: stateOf("aws_kms_key.k") }, () => ["it failed"]);

  expect({ outcome, lines }).toEqual({ outcome: "failed", lines: ["it failed"] });
  expect(ledger).not.toHaveProperty("retired");
});

test("a state that is not empty afterwards is not told to be", async () => {
  const { outcome, lines, ledger } = await run(
    { [keys.state]: stateOf("aws_kms_key.k", "aws_backup_vault.v") },
    (put) => {
      put(stateOf("aws_kms_key.k"));
      return [];
    },
  );

  expect({ outcome, lines }).toEqual({
    outcome: "failed",
    lines: ["app-a: its state still holds aws_kms_key.k; run retire again"],
  });
  expect(ledger).not.toHaveProperty("retired");
});

test.each([
  [
    "broken",
    "{}",
    "its ledger entry is broken (got a ledger entry without version; this Lockstep reads version 1), so what was applied is not known",
  ],
  ["of another config", entryOf(stackOf("app-a", "app-prod", {})), "config differs from what was applied"],
])("a ledger entry that is %s stops it", async (_, entry, reason) => {
  expect(await run({ [keys.ledger]: entry, [keys.state]: stateOf("aws_kms_key.k") }, never)).toMatchObject({
    outcome: "refused",
    lines: [`app-a: ${reason}; deploy it first: what stays in the account must be what was reviewed`],
  });
});

test("an empty state needs no Terraform any more: what is declared was let go of", async () => {
  expect(await run({ [keys.state]: stateOf() }, never)).toMatchObject({
    outcome: "retired",
    ledger: {
      retired: true,
      retiredAt: "2026-11-23T07:00:00.000Z",
      resources: ["aws_backup_vault.v", "aws_kms_key.k"],
    },
  });
});

const lost = JSON.stringify({
  ...{ version: 1, apply: "7/1", commit, runUrl: "", beganAt: "2026-11-02T00:00:00.000Z", endedAt: null },
});

test.each([
  ["config that was merged since", { [keys.ledger]: entryOf(stackOf("app-a", "app-prod", {})) }],
  ["a broken ledger entry", { [keys.ledger]: "{}" }],
  ["an apply that did not end well", { "ledger/app-prod/app-a.applying.json": lost }],
])("%s waits for an open account to be deployed, and for a closed one no more", async (_, objects) => {
  const held = { [keys.state]: stateOf("aws_kms_key.k", "aws_backup_vault.of-a-region-given-up"), ...objects };
  const letsGo = (put: (state: string) => void) => {
    put(stateOf());
    return [];
  };
  for (const state of [null, "ACTIVE", "PENDING_ACTIVATION", "UNKNOWN"] as const) {
    expect(await run(held, never, state)).toMatchObject({ outcome: "refused" });
  }

  for (const state of ["SUSPENDED", "PENDING_CLOSURE", "CLOSED", "MISSING"] as const) {
    const { outcome, ledger } = await run(held, letsGo, state);

    expect({ state, outcome, ledger }).toMatchObject({
      outcome: "retired",
      ledger: { retired: true, resources: ["aws_backup_vault.of-a-region-given-up", "aws_kms_key.k"] },
    });
  }
});

test("an account that was closed before anything was applied in it leaves without a state", async () => {
  expect(await run({ [keys.ledger]: null }, never, "CLOSED")).toMatchObject({
    outcome: "retired",
    ledger: { retired: true, resources: [] },
  });
  expect(await run({ [keys.ledger]: null, [keys.state]: stateOf() }, never, "CLOSED")).toMatchObject({
    outcome: "retired",
    ledger: { retired: true, resources: [] },
  });
});

test("a closed account's state that is gone is not taken for an empty one, where something was applied", async () => {
  expect(await run({}, never, "CLOSED")).toMatchObject({
    outcome: "refused",
    lines: [
      "app-a: got no state at state/app-prod/app-a.tfstate, though the ledger says that it was applied; bring the object's last version back first",
    ],
  });
});

test("a closed account's policies are waited for, so that none is there when it is reopened", async () => {
  const ledger = {
    "ledger/policies-prod/policies-prod.json": entryOf(stackOf("policies-prod", "policies-prod", { a: {} })),
  };

  expect(await run({ ...ledger, [keys.state]: stateOf("aws_kms_key.k") }, never, "CLOSED")).toMatchObject({
    outcome: "refused",
    lines: [
      `policies-prod: config differs from what was applied; deploy it first: a backup policy may still reach ${accountId}`,
    ],
  });
});

test("where it could not be asked whether an account is closed, what stops it is told with that", async () => {
  const ledger = { [keys.ledger]: entryOf(stackOf("app-a", "app-prod", {})) };

  expect(await run({ ...ledger, [keys.state]: stateOf("aws_kms_key.k") }, never, "UNKNOWN")).toMatchObject({
    outcome: "refused",
    lines: [
      "app-a: config differs from what was applied; deploy it first: what stays in the account must be what was reviewed",
      "app-a: AWS Organizations could not be asked whether account 555555555501 is closed: no answer",
    ],
  });
});
