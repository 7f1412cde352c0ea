import type { StackKind } from "../../../estate/estate-facts.ts";
import app from "./data/app.json" with { type: "json" };
import bootstrap from "./data/bootstrap.json" with { type: "json" };
import central from "./data/central.json" with { type: "json" };
import management from "./data/management.json" with { type: "json" };
import policies from "./data/policies.json" with { type: "json" };
import shared from "./data/shared.json" with { type: "json" };
import type { StackTemplate } from "./template.ts";

/** What each kind of stack is expected to hold. The data is made anew by `npm run expected`, and reviewed like config. */
export const expectations: Readonly<Record<StackKind, StackTemplate>> = {
  app,
  bootstrap,
  central,
  management,
  policies,
  shared,
};
