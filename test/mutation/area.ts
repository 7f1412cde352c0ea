/** A folder of the product whose mutants its own tests are to kill. */
export interface Area {
  /** Below the root, as `src/delivery/guard`; a file counts to the longest area that it lies in. */
  readonly folder: string;
  /** Where the tests are, when not in the folder below `test/` that has the same name. */
  readonly tests?: readonly string[];
  /** The share of mutants that has to be killed, in percent. */
  readonly threshold: number;
}
