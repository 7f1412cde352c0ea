import { folderRule } from "../synth-rule.ts";

export const synthFile = folderRule({
  id: "synth-file",
  severity: "error",
  what: "a file that Terraform may read besides the one that synthesis wrote, or that one written otherwise",
  why: "Terraform reads every file of its kinds in a folder, and of a block that stands twice it takes both.",
  source: "developer.hashicorp.com/terraform/language/files",
  example: {
    bad: { "stacks/shared/more.tf": "" },
    good: { "stacks/shared/.terraform.lock.hcl": "" },
  },
});
