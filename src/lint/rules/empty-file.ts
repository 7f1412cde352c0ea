import { sharedDocumentRule } from "../policy-rule.ts";

export const emptyFile = sharedDocumentRule({
  id: "empty-file",
  severity: "error",
  example: {
    bad: "",
    good: {},
  },
});
