import { folderRule } from "../synth-rule.ts";

export const synthStack = folderRule({
  id: "synth-stack",
  severity: "error",
  what: "a stack that config has none of, or one that was not synthesized",
  why: "One would be planned that nobody asked for; the other is never planned again, and what it made is seen by nobody.",
  source: null,
  example: {
    bad: { "manifest.json": '{"stacks":{"shared":{"synthesizedStackPath":"stacks/shared/cdk.tf.json"}}}' },
    good: {},
  },
});
