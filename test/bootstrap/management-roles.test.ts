import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { writeManagementRoles } from "../../src/bootstrap/management-roles.ts";

test("the template is written as CloudFormation takes it, beside the command that a person runs", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "not/there/yet", "management-roles.json");

  const commands = await writeManagementRoles('["$${aws:username}","$${aws:PrincipalOrgID}","$5"]', file, "eu-west-2");

  expect(readFileSync(file, "utf8")).toBe('["${aws:username}","${aws:PrincipalOrgID}","$5"]');
  expect(commands).toEqual([
    `aws cloudformation deploy --stack-name lockstep-pipeline-roles --template-file ${file} --capabilities CAPABILITY_NAMED_IAM --region eu-west-2`,
  ]);
});
