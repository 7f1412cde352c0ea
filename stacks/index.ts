import type { App } from "cdktf";
import { accountClasses, type Estate } from "../src/model.ts";
import { AppStack } from "./app-stack.ts";
import { BootstrapStack } from "./bootstrap-stack.ts";
import { CentralStack } from "./central-stack.ts";
import { ManagementStack } from "./management-stack.ts";
import { PoliciesStack } from "./policies-stack.ts";
import { SharedStack } from "./shared-stack.ts";

/** Which stacks exist. None reads another, so that each can be planned alone, in any order. */
export function addStacks(app: App, estate: Estate): void {
  new BootstrapStack(app, estate);
  if (estate.management) new ManagementStack(app, estate, estate.management);
  new SharedStack(app, estate);
  for (const cls of accountClasses) {
    new CentralStack(app, estate, estate.central[cls]);
    new PoliciesStack(app, estate, cls);
  }
  for (const account of estate.accounts) new AppStack(app, estate, account);
}
