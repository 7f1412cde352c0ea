import { z } from "zod";
import { guardRuleIds } from "../diagnostics/guard-rule-id.ts";
import { reason, text } from "./values.ts";

/** `config/allowances.yaml` */
export const allowancesSchema = z.array(
  z.strictObject(
    {
      stack: text(
        /^[a-z][a-z0-9-]*\*?$/,
        "a stack, such as app-sandbox, or the beginning of several names with * at the end, such as app-*",
      ).describe("the stack it holds for; fleet: all application accounts together"),
      address: text(/^\S.{0,511}$/, "an address of the plan, such as aws_kms_alias.eu-west-2_alias").describe(
        "the address that the guard named",
      ),
      action: z
        .enum(guardRuleIds, { error: "the id of the guard's rule, such as retention-lowered" })
        .describe("the rule that the guard named: what the plan does"),
      reason: reason.describe("why it is meant; it stands in the report"),
      expires: z.iso
        .date({ error: 'a day, such as "2027-01-31"' })
        .describe("the last day it holds, at most 30 days ahead"),
    },
    { error: "a mapping of stack, address, action, reason and expires" },
  ),
  { error: "a list of allowances, each with stack, address, action, reason and expires" },
);

export type AllowanceEntry = z.output<typeof allowancesSchema>[number];
