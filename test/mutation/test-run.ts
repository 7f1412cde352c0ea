/** What a runner is asked: these tests, in this order, with one file changed. */
export interface TestRun {
  readonly tests: readonly string[];
  readonly change?: { readonly file: string; readonly text: string };
}

/** What a runner answers. */
export interface TestRunResult {
  /** The first test that went red, with its file and what it says; nothing when all are green. */
  readonly red?: string;
  /** How long each test file took, in milliseconds. */
  readonly took: Readonly<Record<string, number>>;
}
