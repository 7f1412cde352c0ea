import { z } from "zod";
import { quotas } from "../aws/quotas.ts";
import { localLock } from "./lock-schema.ts";
import { refuse } from "./refuse.ts";
import { accountId, reason, regionList } from "./values.ts";

/** `config/accounts/<account>.yaml` */
export const accountSchema = z
  .strictObject(
    {
      name: z.string({ error: "the file's name" }).optional().describe("must equal the file's name"),
      account: accountId,
      class: z
        .enum(["prod", "nonprod"], { error: "prod or nonprod" })
        .describe("decides the central account: prod copies to central prod, nonprod to central non-prod"),
      owner: z
        .string({ error: "who answers for the account, such as payments@acme.example" })
        .regex(/^[\w .:/=+\-@]{1,256}$/, {
          error: "at most 256 letters, digits, spaces and _.:/=+-@, such as payments@acme.example",
        }),
      unit: z
        .string({ error: "the name of a unit" })
        .optional()
        .describe("the OU it is in, as organization.yaml names it"),
      plans: z
        .array(z.string({ error: "the name of a plan" }), { error: "a list of plans, such as [gold]" })
        .optional()
        .describe("plans of the account itself; those of its unit come on top"),
      regions: regionList(quotas.copiesPerRule.most)
        .optional()
        .describe("default: the organization's Regions; in a unit: the unit's"),
      lock: localLock.optional(),
      unlocked: reason
        .optional()
        .describe("why its local vaults need no lock, although some promise rests on them alone"),
      sourceKeys: z
        .enum(["customer"], { error: "customer, or leave it out" })
        .optional()
        .describe(
          "customer: its owner has seen to it that resources are encrypted with customer keys that central may use; backups under AWS managed keys cannot be copied",
        ),
      serviceLinkedRole: z
        .enum(["create", "existing"], { error: "create or existing" })
        .default("existing")
        .describe(
          "AWS creates AWSServiceRoleForBackup with the first backup; create: for an account that receives copies before",
        ),
      state: z
        .enum(["active", "retired"], { error: "active or retired" })
        .default("active")
        .describe("retired: no plan is attached any more; vaults, keys, roles and copies stay"),
    },
    { error: "an application account with account, class, owner and plans" },
  )
  .superRefine(({ lock, unlocked }, context) => {
    if (lock && unlocked !== undefined) {
      refuse(context, ["unlocked"], {
        got: "got a reason for unlocked vaults beside a lock",
        use: "remove one of them",
      });
    }
  });

export type AccountFile = z.output<typeof accountSchema>;
