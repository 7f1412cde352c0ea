/** What a plan would do, in numbers of resources; a replacement counts as one added and one removed. */
export interface ChangeCounts {
  readonly add: number;
  readonly change: number;
  readonly remove: number;
}

interface Message {
  readonly type: string;
  readonly changes?: ChangeCounts;
  readonly diagnostic?: Diagnostic;
}

interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly summary: string;
  readonly detail: string;
  readonly address?: string;
  readonly range?: { readonly filename: string; readonly start: { readonly line: number } };
  readonly snippet?: { readonly context: string | null; readonly code: string };
}

/**
 * What `terraform plan -json` said: the counts, and the errors as Terraform shows them to people. The counts mean
 * nothing when there are errors: Terraform gives them also for a plan that it could not finish.
 */
export function readPlanOutput(stdout: string): { readonly counts: ChangeCounts | undefined; readonly errors: string } {
  const lines = stdout.split("\n").filter((line) => line !== "");
  const messages = lines.flatMap((line) => parse(line) ?? []);
  const errors = messages.flatMap(({ diagnostic }) => (diagnostic?.severity === "error" ? render(diagnostic) : []));
  // a crash is not JSON
  const raw = lines.filter((line) => !parse(line));

  return {
    counts: messages.findLast(({ type }) => type === "change_summary")?.changes,
    errors: [...errors, ...raw].join("\n\n"),
  };
}

function render(diagnostic: Diagnostic): string {
  return [`Error: ${diagnostic.summary}`, place(diagnostic), diagnostic.detail]
    .filter((part) => part !== "")
    .join("\n\n");
}

function place({ address, range, snippet }: Diagnostic): string {
  const within = snippet?.context ? `, in ${snippet.context}` : "";
  return [
    ...(address ? [`  with ${address},`] : []),
    ...(range ? [`  on ${range.filename} line ${range.start.line}${within}:`] : []),
    ...(range && snippet ? [`  ${range.start.line}: ${snippet.code.trimStart()}`] : []),
  ].join("\n");
}

function parse(line: string): Message | undefined {
  try {
    return JSON.parse(line) as Message;
  } catch {
    return undefined;
  }
}
