import { appStackId, type Scope } from "../../names.ts";
import { holdsAccounts } from "../stack/pipeline-scope.ts";
import { isCode } from "./is-code.ts";

/** Whether a change of these files can be one of a stack: of an application account's, its own file, and what all share. */
export const concerns = (
  { stack, scope }: { readonly stack: string; readonly scope: Scope },
  files: readonly string[],
): boolean =>
  files.some((file) => {
    if (isCode(file)) return true;
    if (!file.startsWith("config/")) return false;
    const [, account] = /^config\/accounts\/([^/]+)\.ya?ml$/.exec(file) ?? [];
    return account === undefined || !holdsAccounts(scope) || appStackId(account) === stack;
  });
