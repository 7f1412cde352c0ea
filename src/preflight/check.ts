/** One thing that Lockstep needs of the organization. */
export interface Check {
  /** What is needed, as a person would say it. */
  readonly what: string;
  readonly outcome: Outcome;
}

export type Outcome =
  | { readonly is: "ok" }
  /** `got` is what there is instead; `commands` gives what is lacking, line by line. */
  | { readonly is: "lacking"; readonly got: string; readonly commands: readonly string[] }
  /** Terraform brings it: nothing to do by hand. */
  | { readonly is: "later"; readonly comesWith: string }
  | { readonly is: "unknown"; readonly needs: string };

export const ok = (what: string): Check => ({ what, outcome: { is: "ok" } });
export const later = (what: string, comesWith: string): Check => ({ what, outcome: { is: "later", comesWith } });
export const unknown = (what: string, needs: string): Check => ({ what, outcome: { is: "unknown", needs } });
export const lacking = (what: string, got: string, ...commands: readonly string[]): Check => ({
  what,
  outcome: { is: "lacking", got, commands },
});
