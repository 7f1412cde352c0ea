import { expect, test } from "vitest";
import { dutyRole } from "../../../src/names.ts";
import type { DeployedDocument } from "../../emulator/deploy/deployed-document.ts";
import type { Statement } from "../../emulator/model/policy-document.ts";
import { disasterWorld } from "../organization/disaster-world.ts";
import { disasters } from "./disasters.ts";
import { answerTo } from "./support/run-disaster.ts";

/** Leaves denials out wherever they stand; `check` throws when one is nowhere: the mutation would prove nothing. */
function leavingOut(...sids: readonly string[]) {
  const dropped = new Set<string>();
  const mutate = (written: DeployedDocument): object => {
    if (written.kind === "backup policy") return written.document;
    const { document } = written;
    const isKept = ({ Effect, Sid = "" }: Statement) => Effect === "Allow" || !sids.includes(Sid);
    for (const statement of document.Statement) if (!isKept(statement)) dropped.add(statement.Sid ?? "");
    return { ...document, Statement: document.Statement.filter(isKept) };
  };
  const check = () => {
    const missing = sids.filter((sid) => !dropped.has(sid));
    if (missing.length > 0) throw new Error(`got no statement ${missing.join(", ")}`);
  };
  return { mutate, check };
}

const mutations: readonly { without: readonly string[]; row: string; attempt: string; as?: string }[] = [
  {
    without: ["NobodyDeletesOrShortens"],
    row: "root-user-deletes-backups",
    attempt: "delete a recovery point",
  },
  {
    without: ["OnlyCustodianUnlocks", "Vaults"],
    row: "administrator-deletes-backups",
    attempt: "remove the lock",
  },
  {
    without: ["OnlyPipelineChangesThis", "VaultPolicies", "CentralDuties"],
    row: "central-administrator",
    attempt: "open the vault's policy",
  },
  {
    without: ["NobodyDestroys", "Keys"],
    row: "central-key",
    attempt: "schedule its deletion",
    as: "as administrator",
  },
  {
    without: ["Roles"],
    row: "administrator-becomes-exempt",
    attempt: `let themselves into ${dutyRole("vaultCustodian")}`,
  },
  { without: ["NobodyLeaves"], row: "administrator-leaves", attempt: "leave the organization" },
  { without: ["AccountsStay"], row: "central-root-user", attempt: "close the account" },
  {
    without: ["CentralBackupsStay", "CentralDuties"],
    row: "central-custodian-unlocks",
    attempt: "delete a recovery point",
    as: "as administrator",
  },
  {
    without: ["DestroysNothing", "Keys"],
    row: "central-custodian-key",
    attempt: "schedule the deletion of the home Region's",
    as: "as custodian",
  },
  {
    without: ["CentralOptInStays", "CentralDuties"],
    row: "central-administrator",
    attempt: "opt it out of what it takes copies of",
  },
  { without: ["ArmingIsAskedFor"], row: "merged-change-in-central", attempt: "arm a compliance lock" },
];

test.each(mutations)("without $without it is done: $attempt ($row)", async ({ without, row, attempt, as }) => {
  const disaster = disasters.find(({ id }) => id === row);
  const index =
    disaster?.attempts.findIndex((one) => one.what === attempt && (as === undefined || one.as === as)) ?? -1;
  const { mutate, check } = leavingOut(...without);
  const world = await disasterWorld({ days: 2 }, { mutate });
  check();

  // whoever comes before, such as the custodian who opens the vault, has to have come
  const before = disaster?.attempts.slice(0, index).filter(({ expected }) => expected === "done") ?? [];
  for (const one of before) await answerTo(world, one);
  const tried = disaster?.attempts[index];
  if (!tried) throw new Error(`got no attempt "${attempt}" of ${row}`);

  expect(tried.expected).toBe("refused");
  expect(await answerTo(world, tried)).toMatchObject({ outcome: "done" });
});

test("without the vault's word on copies, its key alone keeps them in", async () => {
  const { mutate, check } = leavingOut("CopiesGoNowhereElse");
  const row = disasters.find(({ id }) => id === "administrator-copies-out");
  const tried = row?.attempts.find(({ what, as }) => what.endsWith("in the organization") && as?.includes("their own"));
  if (!tried) throw new Error("got no such attempt");
  const world = await disasterWorld({ days: 2 }, { mutate });
  check();

  expect(await answerTo(world, tried)).toMatchObject({
    outcome: "refused",
    because: expect.stringContaining("kms:DescribeKey"),
  });
});
