/**
 * What a Terraform state holds: each instance by address and id, sorted. Lineage and serial would tell less: Terraform
 * gives both anew to a state that it migrates into an empty bucket.
 */
export type StateMark = readonly string[];

interface StateFile {
  readonly resources?: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly {
      readonly index_key?: string | number;
      readonly attributes?: { readonly id?: unknown };
    }[];
  }[];
}

/** @throws for what is no state */
export function markOf(text: string): StateMark {
  const { resources = [] } = JSON.parse(text) as StateFile;
  return resources
    .filter(({ mode }) => mode === "managed")
    .flatMap(({ type, name, instances }) =>
      instances.map(
        ({ index_key, attributes }) =>
          `${type}.${name}${index_key === undefined ? "" : `[${index_key}]`} ${attributes?.id}`,
      ),
    )
    .sort();
}
