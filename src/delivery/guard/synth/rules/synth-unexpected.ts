import { judgeStack } from "../../expected/judge-stack.ts";
import { synthRule } from "../synth-rule.ts";

export const synthUnexpected = synthRule({
  id: "synth-unexpected",
  severity: "error",
  what: "a role, statement, target, key or tag that config does not ask for, or one that is missing",
  why: "Whoever can change what is synthesized can let in anybody: what a stack comes to is held against data beside the code.",
  source: null,
  example: {
    bad: { resource: { aws_iam_role: { added: { name: "lockstep-added", provider: "aws.eu-west-2" } } } },
    good: { resource: { aws_kms_key: { "eu-west-2_key": { description: "words for people" } } } },
  },
  check: ({ json, facts }) => judgeStack(json, facts),
});
