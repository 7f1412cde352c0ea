import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const folder = ".github/workflows";

/** A workflow as it is written, aliases resolved. */
export interface Workflow {
  /** Such as `plan.yml`. */
  readonly file: string;
  readonly text: string;
  readonly content: Content;
}

export interface Content {
  readonly name?: string;
  readonly on?: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly concurrency?: unknown;
  readonly defaults?: { readonly run?: { readonly shell?: string } };
  readonly jobs?: Readonly<Record<string, Job>>;
}

export interface Job {
  readonly if?: string;
  readonly needs?: readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string | { readonly name: string };
  readonly outputs?: Readonly<Record<string, string>>;
  readonly strategy?: {
    readonly "fail-fast"?: boolean;
    readonly "max-parallel"?: number;
    readonly matrix?: Readonly<Record<string, unknown>>;
  };
  readonly steps?: readonly Step[];
  readonly [key: string]: unknown;
}

export interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

export const workflowOf = (file: string, text: string): Workflow => ({ file, text, content: parse(text) as Content });

/** Every workflow of the repository, by name of its file. */
export const workflows: readonly Workflow[] = readdirSync(folder)
  .sort()
  .map((file) => workflowOf(file, readFileSync(join(folder, file), "utf8")));

export function workflow(file: string): Workflow {
  const found = workflows.find((one) => one.file === file);
  if (!found) throw new Error(`there is no ${file}; use one of ${workflows.map((one) => one.file).join(", ")}`);
  return found;
}

export const jobsOf = ({ content }: Workflow): readonly (readonly [string, Job])[] =>
  Object.entries(content.jobs ?? {});

/** Whether GitHub gives the job a token that AWS trusts. */
export const hasCredentials = (job: Job) => job.permissions?.["id-token"] === "write";
