import { describe, expect, test } from "vitest";
import { githubOidcHost, hubApplyRole, resourceGuardrailPolicy } from "../../../src/names.ts";
import { guarded } from "../organization/guarded.ts";
import { quick } from "../organization/judge.ts";
import { example, type Organization } from "../organization/organization.ts";
import { outsideAccount } from "../organization/people.ts";
import { central, organization, shared } from "../organization/places.ts";
import { adding, type Change, rewriting } from "./changed-documents.ts";
import { isKnown } from "./known.ts";
import { pathTo } from "./path.ts";
import { searchFrom } from "./search-from.ts";
import { startsIn } from "./starts.ts";
import { lineOf } from "./step.ts";
import { worldOf } from "./world.ts";

/** Steps of the paths that nobody knows of. @param until the first step that will do @default all of them */
function pathsFrom(who: string, in_: Organization, until?: (line: string) => boolean): readonly string[] {
  const world = worldOf(in_, quick);
  const starts = startsIn(world).filter((one) => one.who === who);
  if (starts.length === 0) throw new Error(`got nobody who starts as ${who}`);
  return starts.flatMap((start) => {
    const found = searchFrom(world, start, { isCut: isKnown(start), ...(until ? { until } : {}) });
    return found.ends.flatMap((end) => pathTo(found, end).map(({ attempt }) => lineOf(attempt)));
  });
}

const outside = { AWS: `arn:aws:iam::${outsideAccount}:root` };
const roleIn = (accountId: string, of: string) => ({ kind: "trust", of, accountId }) as const;

describe("from outside of the organization there is no way in, whatever somebody slipped in", () => {
  test.each<[string, Change, string, readonly string[]]>([
    [
      "the trust of a role lets in a stranger's account",
      adding(roleIn(central.prod.accountId, "lockstep-restore-operator"), {
        Principal: outside,
        Action: "sts:AssumeRole",
      }),
      "the role lockstep-restore-operator @ central prod",
      [],
    ],
    [
      "the trust of a hub role lets in every repository's workflow",
      rewriting(roleIn(shared.accountId, hubApplyRole("policies-prod")), "GitHub", (statement) => ({
        ...statement,
        Condition: { StringEquals: { [`${githubOidcHost}:aud`]: "sts.amazonaws.com" } },
      })),
      "the role lockstep-hub-apply-policies-prod @ shared",
      [],
    ],
    [
      "the policy of central's key lets in a stranger's account",
      adding(
        { kind: "key policy", of: "alias/lockstep-central-prod", accountId: central.prod.accountId },
        { Principal: outside, Action: "kms:*", Resource: "*" },
      ),
      "the key alias/lockstep-central-prod @ central prod",
      // of this resource control policies have no say
      ["kms:RetireGrant"],
    ],
    [
      "the policy of the state's bucket lets in a stranger's account",
      adding(
        { kind: "bucket policy", of: "lockstep-state-acme-222222222222", accountId: shared.accountId },
        { Principal: outside, Action: "s3:*", Resource: "arn:aws:s3:::lockstep-state-acme-222222222222/*" },
      ),
      "the ledger of central-prod @ shared",
      [],
    ],
  ])("when %s", (_, change, thing, left) => {
    const isThere = (line: string) => line.includes(thing);

    expect(pathsFrom("a stranger", change(example), isThere).filter(isThere)).not.toEqual([]);
    const still = pathsFrom("a stranger", change(guarded)).map((line) => line.split(" | ")[2]);
    expect([...new Set(still)]).toEqual(left);
  });

  test("once the policy's statement is gone, the way is open again", () => {
    const change = adding(roleIn(central.prod.accountId, "lockstep-vault-custodian"), {
      Principal: outside,
      Action: "sts:AssumeRole",
    });
    const emptied = guarded.without("RolesForMembersOnly", "resource control policy");

    expect(pathsFrom("a stranger", change(guarded))).toEqual([]);
    expect(pathsFrom("a stranger", change(emptied))).not.toEqual([]);
  });
});

test("whoever may empty it is known: the pipeline of management, and who administers that account", () => {
  const known = ["a merged change in management", "Administrator of management"].flatMap((who) =>
    pathsFrom(who, guarded),
  );
  const emptied = worldOf(guarded, quick).things.filter(
    ({ said }) => said === `the guardrails ${resourceGuardrailPolicy}`,
  );

  expect(emptied.map(({ accountId }) => accountId)).toEqual([organization.managementAccountId]);
  expect(known).toEqual([]);
});

test("it opens no path to anybody else", () => {
  for (const who of ["a merged change in shared", "vaultCustodian of shared", "Administrator of central prod"]) {
    expect(pathsFrom(who, guarded), who).toEqual([]);
  }
});
