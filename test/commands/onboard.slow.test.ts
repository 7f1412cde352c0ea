import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { useLockstep } from "../support/cli.ts";
import { configWith } from "../support/config.ts";

const lockstep = useLockstep();

const onboard = (folder: string, name: string, ...options: string[]) =>
  lockstep(folder, ["onboard", name, "--owner", "orders@acme.example", ...options]);

test("writes the account's file and says what the pull request will show", () => {
  const config = configWith();

  const { code, out, err } = onboard(
    dirname(config),
    "orders-prod",
    "--account",
    "012345678901",
    "--class",
    "prod",
    "--plans",
    "silver,bronze",
  );

  expect(err).toBe("");
  expect(code).toBe(0);
  expect(readFileSync(join(config, "accounts/orders-prod.yaml"), "utf8")).toBe(
    [
      "# yaml-language-server: $schema=../schema/account.json",
      'account: "012345678901"',
      "class: prod",
      "owner: orders@acme.example",
      "plans: [silver, bronze]",
      "",
    ].join("\n"),
  );
  expect(out).toContain("wrote config/accounts/orders-prod.yaml");
  expect(out).toMatch(/creates app-orders-prod: .*1 aws_backup_vault\b/);
  expect(out).toContain("changes shared, central-prod, policies-prod, which must know the account");
  expect(out).toContain("leaves 13 stacks as they are");
  expect(out).toContain("Then: a large EFS or S3 needs its first backup made on demand");
  expect(lockstep(dirname(config), ["check"]).code).toBe(0);
});

test("an account in a unit changes nothing but its own stack", () => {
  const folder = dirname(configWith());

  const { code, out } = onboard(
    folder,
    "orders",
    "--account",
    "012345678901",
    "--class",
    "prod",
    "--unit",
    "data-platform",
  );

  expect(code).toBe(0);
  expect(out).toContain("changes nothing else: its unit is all that others know");
  expect(out).toContain("leaves 16 stacks as they are");
});

test("refuses what check would refuse, and writes nothing", () => {
  const config = configWith();
  const before = readdirSync(join(config, "accounts"));

  const { code, err } = onboard(
    dirname(config),
    "orders",
    "--account",
    "555555555501",
    "--class",
    "prd",
    "--plans",
    "glod",
    "--regions",
    "eu-west-9",
  );

  expect(code).toBe(1);
  expect(err).toContain('class: got "prd"; use prod or nonprod');
  expect(err).toContain("config/accounts/orders.yaml was not written");
  expect(readdirSync(join(config, "accounts"))).toEqual(before);
});

test("names both ends when the account is there already, and the nearest plan", () => {
  const { err } = onboard(
    dirname(configWith()),
    "orders",
    "--account",
    "555555555501",
    "--class",
    "prod",
    "--plans",
    "glod",
  );

  expect(err).toContain('got "555555555501", which is already the account of accounts/orders.yaml');
  expect(err).toContain('plans[0]: no plan named "glod"; did you mean gold?');
});

test("never writes over a file, nor outside the accounts", () => {
  const config = configWith();
  const options = ["--account", "012345678901", "--class", "prod", "--plans", "silver"];

  expect(onboard(dirname(config), "sandbox", ...options)).toMatchObject({
    code: 1,
    err: "config/accounts/sandbox.yaml is there already; edit it, or use another name\n",
  });
  expect(onboard(dirname(config), "../orders", ...options).code).toBe(1);
  expect(existsSync(join(config, "orders.yaml"))).toBe(false);
});

test("onboards the first account of an organization that has none", () => {
  const config = configWith({ accounts: null });

  const { code, out } = onboard(
    dirname(config),
    "orders",
    "--account",
    "012345678901",
    "--class",
    "prod",
    "--plans",
    "gold,silver,bronze",
  );

  expect(code).toBe(0);
  expect(out).toContain("creates app-orders:");
  expect(out).toContain("creates bootstrap:");
});
