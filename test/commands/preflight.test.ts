import { expect, test } from "vitest";
import { preflight } from "../../src/commands/preflight.ts";
import { useSmallAws } from "../preflight/support/small-aws.ts";
import { configWith } from "../support/config.ts";
import { said } from "./support/said.ts";

const caller = {
  status: 200,
  body: "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>222222222222</Account><Arn>arn:aws:sts::222222222222:assumed-role/Admin/me</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>",
};
const organization = (FeatureSet: string) => ({
  status: 200,
  body: JSON.stringify({ Organization: { Id: "o-a1b2c3d4e5", MasterAccountId: "111111111111", FeatureSet } }),
});

/** The command where AWS answers who asks, and what the organization is, alone. */
async function run(features: string, format: "text" | "json") {
  await useSmallAws((action) => {
    if (action === "GetCallerIdentity") return caller;
    return action === "DescribeOrganization" ? organization(features) : undefined;
  });
  return said(() => preflight(configWith(), format));
}

test("what could not be asked is no lack: it is said, and ends with 0", async () => {
  const { code, out } = await run("ALL", "text");

  expect(code).toBe(0);
  expect(out).toMatch(/\n0 lacking, \d+ could not be asked, /);
});

test("what is lacking ends with 1, and is there for a program to read", async () => {
  const { code, out } = await run("CONSOLIDATED_BILLING", "json");

  const { checks } = JSON.parse(out) as { readonly checks: readonly { readonly outcome: { readonly is: string } }[] };
  expect(code).toBe(1);
  expect(checks.filter(({ outcome }) => outcome.is === "lacking")).toHaveLength(1);
});
