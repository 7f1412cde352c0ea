/** A place in a file, as editors and GitHub take it. */
export interface Position {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** Path of the key within the file, such as `rules.daily.keep.local`, or a JSON Pointer; empty: the file as a whole. */
  readonly key: string;
}

/** A resource of a stack's Terraform, or an attribute of it. */
export interface StackResource {
  readonly stack: string;
  /** As Terraform calls it, such as `aws_backup_vault.local`, or a file of its folder; empty: the stack as a whole. */
  readonly address: string;
  /** Path of the attribute, not joined, because keys of policies hold dots and slashes; of its Terraform JSON where there is no address; empty: the resource as a whole. */
  readonly path: readonly (string | number)[];
}

/** Places that can be shown to somebody. */
export type ShownPlace = Position | StackResource;
