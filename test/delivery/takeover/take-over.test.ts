import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Import } from "../../../src/delivery/takeover/find-lost.ts";
import { importsFile, type Planned, takeOver } from "../../../src/delivery/takeover/take-over.ts";
import type { PlanJson } from "../../../src/delivery/terraform/plan-json.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { change, ownTags, plan } from "./support/plans.ts";

/** What exists in an account, as changes of a plan that imports it; and how Terraform answers what does not. */
async function run(
  first: PlanJson,
  exists: Readonly<Record<string, ReturnType<typeof change>>>,
  found: { readonly keys?: readonly Import[]; readonly named?: (plan: PlanJson) => readonly Import[] },
) {
  const folder = temporaryFolder();
  const rounds: Import[][] = [];
  const planAgain = async (): Promise<Planned> => {
    const file = join(folder, importsFile);
    const blocks: { to: string; id: string }[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).import : [];
    rounds.push(blocks.map(({ to, id }) => ({ address: to, id })));
    const missing = blocks.filter(({ to }) => exists[to] === undefined);
    if (missing.length > 0) {
      const stderr = missing.map(
        ({ to }) => `\nError: Cannot import\n\nattempting to import an existing object to "${to}"`,
      );
      return { failed: { end: 1, stdout: "", stderr: stderr.join("\n") } };
    }
    const imported = new Map(blocks.map(({ to }) => [to, exists[to]]));
    return { plan: plan(...(first.resource_changes ?? []).map((one) => imported.get(one.address) ?? one)) };
  };
  const { named = () => [], keys = [] } = found;
  const creates = (now: PlanJson, { address }: Import) =>
    now.resource_changes?.some((one) => one.address === address && one.change.actions.includes("create"));
  const taken = await takeOver(first, {
    ...{ stack: "app-a", folder, planAgain },
    finder: {
      keys: async () => ({ imports: keys, notes: ["a leftover"] }),
      named: async (now) => named(now).filter((one) => creates(now, one)),
    },
  });
  return { ...taken, rounds, file: existsSync(join(folder, importsFile)) };
}

const own = (address: string, id: string) => change(address, { before: ownTags, actions: ["no-op"], id });
const [role, vault, attachment] = [
  "aws_iam_role.r",
  "aws_backup_vault.v",
  "aws_organizations_policy_attachment.a",
] as const;

test("where there is nothing to look for, the first plan stands", async () => {
  const first = plan(change("aws_iam_role_policy.p"));

  expect(await run(first, {}, {})).toEqual({
    planned: { plan: first },
    notes: ["a leftover"],
    rounds: [],
    file: false,
  });
});

test("what exists is imported, with what has no name, and what does not exist is created", async () => {
  const first = plan(change(role), change(vault), change("aws_kms_key.k"));
  const exists = { [role]: own(role, "r"), "aws_kms_key.k": own("aws_kms_key.k", "k-1") };

  const { planned, rounds } = await run(first, exists, {
    keys: [{ address: "aws_kms_key.k", id: "k-1" }],
    named: () => [
      { address: role, id: "r" },
      { address: vault, id: "v" },
    ],
  });

  const [key, ofRole] = [
    { address: "aws_kms_key.k", id: "k-1" },
    { address: role, id: "r" },
  ];
  expect(rounds).toEqual([
    [key, ofRole, { address: vault, id: "v" }],
    [key, ofRole],
  ]);
  expect(planned).toEqual({ plan: plan(exists[role] as never, change(vault), exists["aws_kms_key.k"] as never) });
});

test("where nothing of it exists, the last plan has no imports", async () => {
  const first = plan(change(role));

  const { planned, rounds, file } = await run(first, {}, { named: () => [{ address: role, id: "r" }] });

  expect({ planned, rounds, file }).toEqual({
    planned: { plan: first },
    rounds: [[{ address: role, id: "r" }], []],
    file: false,
  });
});

test("what rests on something that is taken over is looked for once that is known", async () => {
  const policy = "aws_organizations_policy.p";
  const exists = {
    [policy]: own(policy, "p-1"),
    [attachment]: change(attachment, { actions: ["no-op"], id: "r:p-1" }),
  };

  const { rounds } = await run(plan(change(policy), change(attachment)), exists, {
    named: (now) =>
      now.resource_changes?.[0]?.change.importing
        ? [{ address: attachment, id: "r:p-1" }]
        : [{ address: policy, id: "p-1" }],
  });

  expect(rounds).toEqual([
    [{ address: policy, id: "p-1" }],
    [
      { address: policy, id: "p-1" },
      { address: attachment, id: "r:p-1" },
    ],
  ]);
});

test("what is somebody else's is let go of, and the plan is made without it", async () => {
  const first = plan(change(role));
  const exists = { [role]: change(role, { before: {}, actions: ["update"], id: "r" }) };

  const { planned, notes, rounds } = await run(first, exists, { named: () => [{ address: role, id: "r" }] });

  expect(planned).toEqual({ plan: first });
  expect(rounds).toEqual([[{ address: role, id: "r" }], []]);
  expect(notes).toEqual([
    "a leftover",
    "aws_iam_role.r exists as r and has not the tag lockstep:stack=app-a: it is not taken over, and AWS will refuse to make it again",
  ]);
});

const failing = (stderr: string) => {
  let plans = 0;
  const imports = Array.from({ length: 20 }, (_, index) => ({ address: `aws_iam_role.r${index}`, id: `r${index}` }));
  const outcome = takeOver(plan(change(vault)), {
    stack: "app-a",
    folder: temporaryFolder(),
    finder: {
      keys: async () => ({ imports: [], notes: [] }),
      named: async () => [{ address: vault, id: "v" }, ...imports],
    },
    planAgain: async () => ({ failed: { end: 1, stdout: "", stderr: stderr.replace("N", String(plans++)) } }),
  });
  return outcome;
};

test("a plan that fails for another reason fails", async () => {
  expect((await failing("\nError: AccessDenied")).planned).toEqual({
    failed: { end: 1, stdout: "", stderr: "\nError: AccessDenied" },
  });
});

test("what would have to be replaced fails the plan, and people hear what it is", async () => {
  const { planned } = await failing(`Resource ${vault} has lifecycle.prevent_destroy set`);

  expect(planned).toMatchObject({
    failed: {
      stderr: `got ${vault}, which exists and differs from the config in what cannot be changed; nothing is replaced: find out who made it, and whether its key is disabled or about to be deleted\nResource ${vault} has lifecycle.prevent_destroy set`,
    },
  });
});

test("there is an end to it, after 12 plans", async () => {
  await expect(
    failing(`\nError: none\n\nattempting to import an existing object to "aws_iam_role.rN"`),
  ).rejects.toThrow(
    "got no end of looking for what an interrupted apply has made, after 12 plans; see that nobody else changes the account, then plan again",
  );
});
