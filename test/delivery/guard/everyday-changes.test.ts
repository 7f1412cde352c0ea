import { expect, test } from "vitest";
import type { Estate } from "../../../src/model.ts";
import { exampleEstate, stacksOf } from "../../support/stacks.ts";
import { created, deleted, updated } from "./support/plan.ts";

const estate = exampleEstate();
const before = stacksOf(estate);

/** What the guard says of a change of the estate, a line for each stack, address and violation; values as synthesized. */
function linesOf(changed: Estate): readonly string[] {
  const after = stacksOf(changed);
  return [...after].flatMap(([stack, { resource }]) => {
    const earlier = before.get(stack)?.resource ?? {};
    const types = [...new Set([...Object.keys(earlier), ...Object.keys(resource)])];
    return types.flatMap((type) => {
      const [was, is] = [earlier[type] ?? {}, resource[type] ?? {}];
      return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name) => {
        const [from, to] = [was[name], is[name]];
        const lines = from && to ? updated(type, from, to) : to ? created(type, to) : deleted(type, from ?? {});
        return lines.map((line) => `${stack} ${type}.${name} ${line}`);
      });
    });
  });
}
const [first] = estate.accounts;
if (!first) throw new Error("the example has no account");

test("onboarding accounts of both classes is held up by nothing", () => {
  const onboarded = (["prod", "nonprod"] as const).map((cls, index) => {
    const like = estate.accounts.find((account) => account.class === cls) ?? first;
    return { ...like, name: `new-${cls}`, accountId: `77777777770${index}` };
  });

  expect(linesOf({ ...estate, accounts: [...estate.accounts, ...onboarded] })).toEqual([]);
});

test("another owner, another subscriber and another role of a trusted account are held up by nothing", () => {
  const { backupOperator } = estate.duties;
  const [principal = ""] = backupOperator.principals;
  const duties = {
    ...estate.duties,
    backupOperator: {
      ...backupOperator,
      principals: [...backupOperator.principals, `${principal.replace(/\*$/, "")}2`],
    },
  };
  const accounts = estate.accounts.map((account) => ({ ...account, owner: "another@acme.example" }));
  const alerts = { ...estate.alerts, subscriptions: estate.alerts.subscriptions.slice(1) };

  expect(linesOf({ ...estate, duties, accounts, alerts })).toEqual([]);
});

test("longer retentions are held up by nothing, shorter ones in every policy that has them", () => {
  const kept = (by: number): Estate => ({
    ...estate,
    plans: estate.plans.map((plan) => ({
      ...plan,
      rules: plan.rules.map((rule) => ({
        ...rule,
        local: { ...rule.local, deleteAfterDays: rule.local.deleteAfterDays + by },
      })),
    })),
  });
  const policies = [...before.values()].flatMap(({ resource }) =>
    Object.values(resource["aws_organizations_policy"] ?? {}),
  );
  const backupPolicies = policies.filter(({ type }) => type === "BACKUP_POLICY");

  const shortened = linesOf(kept(-1));

  expect(linesOf(kept(1))).toEqual([]);
  expect(shortened.every((line) => line.includes(" retention-lowered: "))).toBe(true);
  expect(new Set(shortened.map((line) => line.split(" ").slice(0, 2).join(" "))).size).toBe(backupPolicies.length);
});

test("a retired account loses its policies, which has to be allowed, and nothing else", () => {
  // an account in a unit has the unit's, which stay
  const leaving = estate.accounts.find(({ plans, state }) => plans.length > 0 && state === "active");
  const accounts = estate.accounts.map((account) =>
    account === leaving ? { ...account, state: "retired" as const } : account,
  );

  const lines = linesOf({ ...estate, accounts });

  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines)
    expect(line).toMatch(/^policies-(non)?prod aws_organizations_policy(_attachment)?\.\S+ delete: /);
});
