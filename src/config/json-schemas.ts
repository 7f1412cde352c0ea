import { z } from "zod";
import { accountSchema } from "./account-schema.ts";
import { allowancesSchema } from "./allowances-schema.ts";
import { organizationSchema } from "./organization-schema.ts";
import { planSchema } from "./plan-schema.ts";

const schemas = {
  "account.json": { title: "an application account", schema: accountSchema },
  "allowances.json": { title: "what the guard lets pass", schema: allowancesSchema },
  "organization.json": { title: "the organization", schema: organizationSchema },
  "plan.json": { title: "a backup plan", schema: planSchema },
};

/** JSON Schema of each kind of config file, for editors, by file name. */
export function jsonSchemas(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(schemas).map(([file, { title, schema }]) => {
      const { $schema, ...shape } = z.toJSONSchema(schema, {
        io: "input",
        unrepresentable: "any",
        target: "draft-7",
        override: ({ jsonSchema: own }) => {
          // the default of what is transformed is left out, because it would be the result's
          if (own["unwritten"] === undefined) return;
          own.default = own["unwritten"] as typeof own.default;
          delete own["unwritten"];
        },
      });
      const comment = "generated from the project's own schema by npm run schema";
      return [file, `${JSON.stringify({ $schema, $comment: comment, title, ...shape }, null, 2)}\n`];
    }),
  );
}
