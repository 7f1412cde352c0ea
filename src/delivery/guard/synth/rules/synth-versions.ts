import { awsProviderVersions, terraformVersions } from "../../../../names.ts";
import { objectAt } from "../../../stack/json-object.ts";
import { mustBe } from "../must-be.ts";
import { surplus } from "../surplus.ts";
import { synthRule } from "../synth-rule.ts";

export const synthVersions = synthRule({
  id: "synth-versions",
  severity: "error",
  what: "another provider, or another version of it or of Terraform, than stacks are made for",
  why: "A provider is a program: it runs with the pipeline's credentials.",
  source: "developer.hashicorp.com/terraform/language/providers/requirements",
  example: {
    bad: { terraform: { required_providers: { null: { source: "hashicorp/null" } } } },
    good: { terraform: { required_version: ">= 1.11" } },
  },
  check: ({ json }) => {
    const { backend: _, required_providers, required_version, ...others } = objectAt(json, "terraform");
    return [
      ...mustBe(["terraform", "required_providers"], required_providers, {
        aws: { source: "aws", version: awsProviderVersions },
      }),
      ...mustBe(["terraform", "required_version"], required_version, terraformVersions),
      ...surplus(["terraform"], others),
    ];
  },
});
