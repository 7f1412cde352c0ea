import { Token } from "cdktf";
import { expect, test } from "vitest";
import { policyDocument } from "../../src/constructs/policy-document.ts";
import { terraformLiteral } from "../../src/words/terraform-literal.ts";

test("what would be an expression of Terraform's is escaped, and nothing else", () => {
  expect(terraformLiteral("arn:aws:iam::${aws:PrincipalAccount}:role/$x{y}")).toBe(
    "arn:aws:iam::$${aws:PrincipalAccount}:role/$x{y}",
  );
});

test("what CDKTF puts in its place stays an expression", () => {
  const arn = Token.asString({ resolve: () => "${aws_sns_topic.alerts.arn}" });

  expect(terraformLiteral(`{"Resource":"${arn}"}`)).toBe(`{"Resource":"${arn}"}`);
});

test("a policy variable comes out of a stack as it was written", () => {
  const Resource = "arn:aws:iam::${aws:PrincipalAccount}:role/lockstep-*";

  const written = policyDocument([{ Sid: "Own", Effect: "Allow", Action: "sts:AssumeRole", Resource }]);

  expect(written).toContain('"arn:aws:iam::$${aws:PrincipalAccount}:role/lockstep-*"');
  expect(written.replaceAll("$${", "${")).toContain(Resource);
});
