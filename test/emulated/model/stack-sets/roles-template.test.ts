import { expect, test } from "vitest";
import { pipelineRoles } from "../../../../stacks/pipeline-roles.ts";
import { exampleEstate } from "../../../support/stacks.ts";
import { rolesTemplate } from "./roles-template.ts";

test("the product's own template is understood", () => {
  const template = JSON.parse(pipelineRoles(exampleEstate()).replaceAll("$${", "${")) as object;

  const { roles, policies } = rolesTemplate(template);

  expect(roles.map(({ inline }) => [...inline.keys()])).toEqual([["permissions"], ["permissions"], ["permissions"]]);
  expect(policies).toHaveLength(1);
});

test.each([
  ["another type", { Resources: { A: { Type: "AWS::S3::Bucket", Properties: {} } } }, "of type AWS::S3::Bucket"],
  ["another property", { Resources: { A: { Type: "AWS::IAM::Role", Properties: { Colour: "red" } } } }, "A.Colour"],
  ["a function", { Resources: { A: { Type: "AWS::IAM::Role", Properties: { RoleName: { Ref: "B" } } } } }, "functions"],
  ["no name", { Resources: { A: { Type: "AWS::IAM::Role", Properties: {} } } }, "got no A.RoleName"],
])("a template with %s is refused, so that nothing is left out silently", (_, template, message) => {
  expect(() => rolesTemplate(template)).toThrow(message);
});
