import type { TerraformStack } from "../../emulator/testing/terraform-stack.ts";

interface StateFile {
  readonly resources: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly attributes: Readonly<Record<string, unknown>> }[];
  }[];
}

/** What tells the resources of a stack from others of the same name, as its state knows it, by address. */
export async function stateIds(stack: TerraformStack): Promise<ReadonlyMap<string, string>> {
  const { resources } = JSON.parse((await stack.run("state", "pull")).stdout) as StateFile;
  return new Map(
    resources
      .filter(({ mode }) => mode === "managed")
      .flatMap(({ type, name, instances }) =>
        instances.map(({ attributes: { id, arn, unique_id, policy_id } }) => [
          `${type}.${name}`,
          JSON.stringify({ id, arn, unique_id, policy_id }),
        ]),
      ),
  );
}
