import type { z } from "zod";
import { accountFile, type ConfigKey, organizationFile, planFile } from "../diagnostics/config-key.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { type AccountFile, accountSchema } from "./account-schema.ts";
import { explain } from "./explain.ts";
import { type OrganizationFile, organizationSchema } from "./organization-schema.ts";
import { type PlanFile, planSchema } from "./plan-schema.ts";
import type { SourceFile } from "./source-file.ts";

/** The files of a config folder by their path below it; `null`: there, but not readable as YAML. */
export type Sources = ReadonlyMap<string, SourceFile | null>;

/** What the files say, each of the right shape; `null`: the file is there, but its shape is wrong. */
export interface ConfigFiles {
  readonly organization: OrganizationFile | null;
  readonly plans: ReadonlyMap<string, PlanFile | null>;
  readonly accounts: ReadonlyMap<string, AccountFile | null>;
}

/** Holds each file against its schema. Names come sorted, whatever order the files were read in. */
export function shapeFiles(sources: Sources): { files: ConfigFiles; findings: readonly Diagnostic<ConfigKey>[] } {
  const findings: Diagnostic<ConfigKey>[] = [];

  function shape<T>(file: string, schema: z.ZodType<T>): T | null {
    const source = sources.get(file);
    if (!source) return null;
    const result = schema.safeParse(source.data, { reportInput: true });
    if (result.success) return result.data;
    findings.push(...result.error.issues.flatMap((issue) => explain(issue, schema, file, source)));
    return null;
  }
  const namesIn = (folder: string) =>
    [...sources.keys()]
      .filter((file) => file.startsWith(`${folder}/`))
      .map((file) => file.slice(folder.length + 1, -".yaml".length))
      .sort();

  const files = {
    organization: shape(organizationFile, organizationSchema),
    plans: new Map(namesIn("plans").map((plan) => [plan, shape(planFile(plan), planSchema)])),
    accounts: new Map(namesIn("accounts").map((account) => [account, shape(accountFile(account), accountSchema)])),
  };
  return { files, findings };
}
