import { AwsProvider } from "@cdktf/provider-aws/lib/provider/index.js";
import { type TerraformProvider, TerraformStack } from "cdktf";
import { type Block, type Stack, stackAlone } from "../../support/stacks.ts";

/** Synthesizes what `build` adds to an empty stack. */
export const synth = (build: (scope: TerraformStack, provider: TerraformProvider) => void): Stack =>
  stackAlone((app) => {
    const stack = new TerraformStack(app, "test");
    build(stack, new AwsProvider(stack, "aws", { region: "eu-west-2" }));
    return stack;
  });

/** Statements of the policy that an attribute holds. */
export const statementsIn = (resource: Block | undefined, attribute = "policy"): readonly Block[] =>
  (JSON.parse(String(resource?.[attribute])) as { readonly Statement: readonly Block[] }).Statement;
