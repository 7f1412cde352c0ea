import { said } from "../../aws/policy/setting.ts";
import { inPlan } from "../examples/in-plan.ts";
import { withTypes } from "../examples/with-types.ts";
import { selectedKinds } from "../plan/selected-kinds.ts";
import { typesOf } from "../plan/types-of.ts";
import { sharedPlanRule } from "../policy-rule.ts";

const vss = inPlan({ advanced_backup_settings: { ec2: { windows_vss: { "@@assign": "enabled" } } } });

export const vssIgnored = sharedPlanRule({
  id: "vss-ignored",
  severity: "warning",
  example: {
    bad: withTypes(vss, "arn:aws:ec2:*:*:volume/*"),
    good: withTypes(vss, "arn:aws:ec2:*:*:instance/*"),
  },
  check: (plan) => {
    const vss = said(plan.windowsVss);
    const kinds = selectedKinds(plan) ?? [];
    if (vss?.value !== "enabled" || kinds.length === 0 || kinds.some(({ type }) => type === "EC2")) return [];
    const got = `got Windows VSS for ${typesOf(kinds)}, and it is for EC2 instances alone`;
    return [{ at: vss.at, got, use: "leave it out, or select EC2 instances" }];
  },
});
