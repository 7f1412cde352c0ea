import { spawnSync } from "node:child_process";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { useLockstep } from "../support/cli.ts";
import { configWith, edit } from "../support/config.ts";

const run = useLockstep();
/** A year from now tables of AWS are old, which is no matter of these tests. */
const withoutAge = (out: string) => {
  const lines = out.split("\n").filter((line) => !/warning: got tables of AWS that are over a year old/.test(line));
  return lines.some((line) => line !== "" && line !== "1 warning") ? lines.join("\n") : "no problems\n";
};
const lockstep: typeof run = (...asked) => {
  const { out, ...ended } = run(...asked);
  return { ...ended, out: withoutAge(out) };
};

const typo = { "accounts/sandbox.yaml": edit("owner:", "onwer:") };
const withoutWarnings = {
  "accounts/sandbox.yaml": (text: string) => `${text}sourceKeys: customer\n`,
  "accounts/storefront-prod.yaml": (text: string) => `${text}unlocked: orders can be replayed from the event log\n`,
};
const unused = { "plans/lead.yaml": "" };

test("says that there is no problem, and exits 0", () => {
  const folder = dirname(configWith(withoutWarnings));

  expect(lockstep(folder, ["check"])).toEqual({ code: 0, out: "no problems\n", err: "" });
});

test("runs as the README and the workflows call it", () => {
  const config = configWith(withoutWarnings);

  const { status, stdout, stderr } = spawnSync("npm", ["run", "-s", "lockstep", "--", "check", "--config", config], {
    encoding: "utf8",
  });

  expect({ status, stdout: withoutAge(stdout), stderr }).toEqual({ status: 0, stdout: "no problems\n", stderr: "" });
});

test("shows every problem with its place, and exits 1", () => {
  const folder = dirname(configWith(typo));

  const { code, out } = lockstep(folder, ["check"]);

  expect(code).toBe(1);
  expect(out.split("\n")).toEqual([
    "config/accounts/sandbox.yaml:2:1 owner: missing; write who answers for the account, such as payments@acme.example",
    "config/accounts/sandbox.yaml:4:1 onwer: unknown key; did you mean owner?",
    "",
    expect.stringMatching(/^2 errors/),
    "",
  ]);
});

test("gives GitHub annotations", () => {
  const folder = dirname(configWith(typo));

  expect(lockstep(folder, ["check", "--format", "github"]).out).toContain(
    "::error file=config/accounts/sandbox.yaml,line=4,col=1,title=unknown-key::onwer: unknown key; did you mean owner?\n",
  );
});

test("gives JSON, in which a warning alone leaves the exit code 0", () => {
  const plan =
    "promise: { rpo: 2d, rto: 1d }\nselect: { tag: { p: lead }, types: [EBS] }\nrules: { r: { schedule: cron(0 1 ? * * *), completeWithin: 8h, keep: { local: 7d }, localOnly: nothing worth a copy } }\n";
  const folder = dirname(configWith({ ...withoutWarnings, ...unused, "plans/lead.yaml": plan }));

  const { code, out } = lockstep(folder, ["check", "--format", "json"]);

  expect(code).toBe(0);
  const { problems } = JSON.parse(out) as { problems: readonly { rule: string }[] };
  expect({ problems: problems.filter(({ rule }) => rule !== "table-old") }).toEqual({
    problems: [
      {
        rule: "unused-plan",
        severity: "warning",
        file: "config/plans/lead.yaml",
        line: 1,
        column: 1,
        key: "",
        message: "no account or unit has plan lead; name it in one, or remove the file",
        got: "no account or unit has plan lead",
        why: "",
        use: "name it in one, or remove the file",
      },
    ],
  });
});

test("reads the folder that --config names", () => {
  const folder = dirname(configWith());

  const { code, out } = lockstep(folder, ["check", "--config", "elsewhere"]);

  expect(code).toBe(1);
  expect(out).toContain("elsewhere:1:1 no such folder; use --config to name the folder that holds organization.yaml");
});

test("judges the change from the folder that --base names, and says nothing of it without", () => {
  const folder = dirname(configWith({ "accounts/sandbox.yaml": null }));
  const base = configWith();

  const { code, out } = lockstep(folder, ["check", "--base", base]);

  expect(code).toBe(1);
  expect(out.split("\n")).toContain(
    "config/organization.yaml:2:1 got no accounts/sandbox.yaml, which was account 666666666603; its vaults and state stay behind, and central lets none of its copies back; use the file with state: retired",
  );
  expect(lockstep(folder, ["check"])).toMatchObject({ code: 0 });
});

test("refuses a format that it does not have, and a command that does not exist", () => {
  const folder = dirname(configWith());

  expect(lockstep(folder, ["check", "--format", "xml"])).toMatchObject({
    code: 1,
    err: expect.stringContaining("Allowed choices are text, github, json"),
  });
  expect(lockstep(folder, ["chekc"])).toMatchObject({ code: 1, err: expect.stringContaining("Did you mean check?") });
});

test("shows an allowance that has expired, and refuses a change that writes one", () => {
  const entry = "- { stack: app-sandbox, address: a.b, action: delete, reason: moved by hand, expires: 2020-01-31 }\n";
  const folder = dirname(configWith({ "allowances.yaml": entry }));

  const by = (...args: readonly string[]) => lockstep(folder, ["check", ...args]);

  const stale =
    "config/allowances.yaml:1:87 warning [0].expires: got 2020-01-31, which is over: it allows nothing any more; remove the entry, or have it reviewed anew with a later day";
  expect(by()).toMatchObject({ code: 0, out: expect.stringContaining(stale) });
  expect(by("--base", "config")).toMatchObject({ code: 0, out: expect.stringContaining(stale) });
  expect(by("--base", configWith())).toMatchObject({
    code: 1,
    out: expect.stringContaining(
      "config/allowances.yaml:1:87 [0].expires: got 2020-01-31, which is over; use a day that is still to come, or remove the entry",
    ),
  });
});
