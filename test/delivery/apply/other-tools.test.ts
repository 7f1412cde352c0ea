import { expect, test } from "vitest";
import { otherTools } from "../../../src/delivery/apply/other-tools.ts";
import { sha256 } from "../../../src/delivery/stack/sha256.ts";
import { awsLock } from "../support/aws-lock.ts";

const aws = "registry.terraform.io/hashicorp/aws";
const planned = { terraformVersion: "1.11.4", lockHash: sha256(awsLock()), providers: { [aws]: "5.100.0" } };
const again = "nothing was changed. Dispatch deploy, which plans it again with what there is now";

test("a plan is applied by the Terraform and the providers that made it", () => {
  expect(otherTools(planned, { terraformVersion: "1.11.4", lock: awsLock() })).toBe(null);
});

test.each<readonly [what: string, here: { terraformVersion?: string; lock?: string }, problem: string]>([
  [
    "another Terraform",
    { terraformVersion: "1.12.0" },
    `got a plan that another Terraform made: 1.11.4 planned it, 1.12.0 would apply it; ${again}`,
  ],
  [
    "another provider version",
    { lock: awsLock("6.2.0") },
    `got a plan made with another lock file: ${aws} 5.100.0 planned it, 6.2.0 would apply it; ${again}`,
  ],
  [
    "no provider",
    { lock: "" },
    `got a plan made with another lock file: ${aws} 5.100.0 planned it, none would apply it; ${again}`,
  ],
  [
    "a provider more",
    { lock: `${awsLock()}${awsLock("1.0.0").replace("/aws", "/time")}` },
    `got a plan made with another lock file: registry.terraform.io/hashicorp/time none planned it, 1.0.0 would apply it; ${again}`,
  ],
  [
    "another package of the same version",
    { lock: awsLock("5.100.0", ["h1:other="]) },
    `got a plan made with another lock file: the versions are the same, the checksums or the rest differ; ${again}`,
  ],
])("a plan is not given to %s, and what differs is told", (_, here, problem) => {
  expect(otherTools(planned, { terraformVersion: "1.11.4", lock: awsLock(), ...here })).toBe(problem);
});
