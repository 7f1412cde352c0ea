import { beside } from "./merge.ts";

/** An example that AWS documents, and the effective policy that it says comes of it. */
export interface AwsExample {
  readonly name: string;
  readonly policies: readonly unknown[];
  readonly effective: unknown;
}

const none = { "@@operators_allowed_for_child_policies": ["@@none"] };
const costCenter = {
  tags: {
    costcenter: { tag_key: { "@@assign": "CostCenter" }, tag_value: { "@@assign": ["Development", "Support"] } },
  },
};
const marketing = {
  tags: {
    costcenter: {
      tag_key: { "@@assign": "CostCenter" },
      tag_value: { "@@append": ["Marketing"] },
      enforced_for: { "@@append": ["redshift:*", "dynamodb:table"] },
    },
  },
};

/**
 * docs.aws.amazon.com/organizations/latest/userguide/inheritance-examples.html, on tag policies, which merge as backup
 * policies do. Example 3 is written with `enforced_for` beside `tag_value`: in AWS's page it stands within it, where it
 * is no setting. Example 4 has the key that its text says stays, `Project`: the page prints `project`.
 */
export const inheritanceExamples: readonly AwsExample[] = [
  {
    name: "1: allow child policies to overwrite only tag values",
    policies: [
      costCenter,
      {
        tags: {
          costcenter: {
            tag_key: { "@@assign": "CostCenter" },
            tag_value: { "@@assign": ["Sandbox"] },
            enforced_for: { "@@assign": ["redshift:*", "dynamodb:table"] },
          },
        },
      },
    ],
    effective: {
      tags: {
        costcenter: { tag_key: "CostCenter", tag_value: ["Sandbox"], enforced_for: ["redshift:*", "dynamodb:table"] },
      },
    },
  },
  {
    name: "2: append new values to inherited tags",
    policies: [costCenter, marketing],
    effective: {
      tags: {
        costcenter: {
          tag_key: "CostCenter",
          tag_value: ["Development", "Support", "Marketing"],
          enforced_for: ["redshift:*", "dynamodb:table"],
        },
      },
    },
  },
  {
    name: "3: remove values from inherited tags",
    policies: [
      costCenter,
      marketing,
      {
        tags: {
          costcenter: {
            tag_key: { "@@assign": "CostCenter" },
            tag_value: { "@@remove": ["Development", "Marketing"] },
            enforced_for: { "@@remove": ["redshift:*", "dynamodb:table"] },
          },
        },
      },
    ],
    effective: { tags: { costcenter: { tag_key: "CostCenter", tag_value: ["Support"] } } },
  },
  {
    name: "4: restrict changes to child policies",
    policies: [
      {
        tags: {
          project: {
            tag_key: { ...none, "@@assign": "Project" },
            tag_value: {
              "@@operators_allowed_for_child_policies": ["@@append"],
              "@@assign": ["Maintenance", "Escalations"],
            },
          },
        },
      },
      {
        tags: {
          project: { tag_key: { "@@assign": "PROJECT" }, tag_value: { "@@append": ["Escalations - research"] } },
        },
      },
    ],
    effective: {
      tags: { project: { tag_key: "Project", tag_value: ["Maintenance", "Escalations", "Escalations - research"] } },
    },
  },
  {
    name: "5: conflicts with child control operators, and a child that appends and removes",
    policies: [
      {
        tags: {
          project: {
            tag_value: { "@@operators_allowed_for_child_policies": ["@@append"], "@@assign": ["Maintenance"] },
          },
        },
      },
      beside({
        tags: { project: { tag_value: { "@@operators_allowed_for_child_policies": ["@@append", "@@remove"] } } },
      }),
      { tags: { project: { tag_value: { "@@append": ["Research"], "@@remove": ["Maintenance"] } } } },
    ],
    effective: { tags: { project: { tag_value: ["Maintenance", "Research"] } } },
  },
  {
    name: "6: conflicts with appending values at the same level",
    policies: [
      { tags: { project: { tag_key: { "@@assign": "PROJECT" }, tag_value: { "@@append": ["Maintenance"] } } } },
      beside({ tags: { project: { tag_key: { "@@assign": "project" } } } }),
    ],
    effective: { tags: { project: { tag_key: "PROJECT", tag_value: ["Maintenance"] } } },
  },
];

const lex = { services: { lex: { opt_out_policy: { "@@assign": "optIn" } } } };

/** docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_ai-opt-out_syntax.html: limits on sections. */
export const sectionExamples: readonly AwsExample[] = [
  {
    name: "1: a limit on the section keeps children from adding a key to it",
    policies: [
      { services: { ...none, default: { ...none, opt_out_policy: { ...none, "@@assign": "optOut" } } } },
      { services: { default: { opt_out_policy: { "@@assign": "optIn" } }, ...lex.services } },
    ],
    effective: { services: { default: { opt_out_policy: "optOut" } } },
  },
  {
    name: "2: without it they can, and what has a limit stays",
    policies: [
      { services: { default: { ...none, opt_out_policy: { ...none, "@@assign": "optOut" } } } },
      { services: { default: { opt_out_policy: { "@@assign": "optIn" } }, ...lex.services } },
    ],
    effective: { services: { default: { opt_out_policy: "optOut" }, lex: { opt_out_policy: "optIn" } } },
  },
];

const vault = (region: string, name: string) => `arn:aws:backup:${region}:$account:backup-vault:${name}`;
const lifecycle = (cold: string, end: string) => ({
  move_to_cold_storage_after_days: { "@@assign": cold },
  delete_after_days: { "@@assign": end },
  opt_in_to_archive_for_supported_resources: { "@@assign": "false" },
});
const effectiveLifecycle = (cold: string, end: string) => ({
  move_to_cold_storage_after_days: cold,
  delete_after_days: end,
  opt_in_to_archive_for_supported_resources: "false",
});
const secondary = vault("us-east-1", "secondary_vault");
const piiRegions = ["us-east-1", "ap-northeast-3", "eu-north-1"];

const piiPlan = {
  regions: { "@@append": piiRegions },
  rules: {
    Hourly: {
      schedule_expression: { "@@assign": "cron(0 0/1 ? * * *)" },
      start_backup_window_minutes: { "@@assign": "60" },
      target_backup_vault_name: { "@@assign": "FortKnox" },
      index_actions: { resource_types: { "@@assign": ["EBS", "S3"] } },
      lifecycle: lifecycle("28", "180"),
      copy_actions: {
        [secondary]: { target_backup_vault_arn: { "@@assign": secondary }, lifecycle: lifecycle("28", "180") },
      },
    },
  },
  selections: {
    tags: {
      datatype: {
        iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/MyIamRole" },
        tag_key: { "@@assign": "dataType" },
        tag_value: { "@@assign": ["PII", "RED"] },
      },
    },
  },
};
const effectivePii = {
  regions: piiRegions,
  rules: {
    hourly: {
      schedule_expression: "cron(0 0/1 ? * * *)",
      start_backup_window_minutes: "60",
      target_backup_vault_name: "FortKnox",
      index_actions: { resource_types: ["EBS", "S3"] },
      lifecycle: effectiveLifecycle("28", "180"),
      copy_actions: {
        [secondary]: { target_backup_vault_arn: secondary, lifecycle: effectiveLifecycle("28", "180") },
      },
    },
  },
  selections: {
    tags: {
      datatype: {
        iam_role_arn: "arn:aws:iam::$account:role/MyIamRole",
        tag_key: "dataType",
        tag_value: ["PII", "RED"],
      },
    },
  },
};

const defaultVault = vault("us-east-1", "Default");
const monthlyPlan = {
  regions: { "@@append": ["us-east-1", "eu-central-1"] },
  rules: {
    Monthly: {
      schedule_expression: { "@@assign": "cron(0 5 1 * ? *)" },
      start_backup_window_minutes: { "@@assign": "480" },
      target_backup_vault_name: { "@@assign": "Default" },
      lifecycle: lifecycle("30", "365"),
      copy_actions: {
        [defaultVault]: { target_backup_vault_arn: { "@@assign": defaultVault }, lifecycle: lifecycle("30", "365") },
      },
    },
  },
  selections: {
    tags: {
      MonthlyDatatype: {
        iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/MyMonthlyBackupIamRole" },
        tag_key: { "@@assign": "BackupType" },
        tag_value: { "@@assign": ["MONTHLY", "RED"] },
      },
    },
  },
};
const effectiveMonthly = {
  regions: ["us-east-1", "eu-central-1"],
  rules: {
    monthly: {
      schedule_expression: "cron(0 5 1 * ? *)",
      start_backup_window_minutes: "480",
      target_backup_vault_name: "Default",
      lifecycle: effectiveLifecycle("30", "365"),
      copy_actions: {
        [defaultVault]: { target_backup_vault_arn: defaultVault, lifecycle: effectiveLifecycle("30", "365") },
      },
    },
  },
  selections: {
    tags: {
      monthlydatatype: {
        iam_role_arn: "arn:aws:iam::$account:role/MyMonthlyBackupIamRole",
        tag_key: "BackupType",
        tag_value: ["MONTHLY", "RED"],
      },
    },
  },
};

/** `@@none` at every node of a policy, as AWS writes it out. */
function sealed(node: object): object {
  const members = Object.entries(node).map(([key, value]) => {
    const isSection = typeof value === "object" && value !== null && !Array.isArray(value);
    return [key, isSection ? sealed(value) : value];
  });
  return { ...none, ...Object.fromEntries(members) };
}

const everyOtherHour = {
  plans: {
    PII_Backup_Plan: {
      regions: { "@@assign": ["us-west-2", "eu-central-1"] },
      rules: {
        Hourly: {
          schedule_expression: { "@@assign": "cron(0 0/2 ? * * *)" },
          start_backup_window_minutes: { "@@assign": "80" },
          target_backup_vault_name: { "@@assign": "Default" },
          lifecycle: lifecycle("30", "365"),
        },
      },
    },
  },
};
const vss = { ec2: { windows_vss: { "@@assign": "enabled" } } };
const effectiveVss = { ec2: { windows_vss: "enabled" } };

/**
 * docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html#backup-policy-examples
 * AWS prints values in the effective policies that are not those of its documents (a schedule, days, an account's id in
 * the place of `$account`, a left-over `@@assign`); here they are the documents', which is what its text says of each.
 */
export const backupExamples: readonly AwsExample[] = [
  {
    name: "1: a policy assigned to a parent node",
    policies: [{ plans: { PII_Backup_Plan: { ...piiPlan, advanced_backup_settings: vss } } }],
    effective: { plans: { PII_Backup_Plan: { ...effectivePii, advanced_backup_settings: effectiveVss } } },
  },
  {
    name: "2: a parent policy is merged with a child policy",
    policies: [{ plans: { PII_Backup_Plan: piiPlan } }, { plans: { Monthly_Backup_Plan: monthlyPlan } }],
    effective: { plans: { PII_Backup_Plan: effectivePii, Monthly_Backup_Plan: effectiveMonthly } },
  },
  {
    name: "3: a parent policy prevents any changes by a child policy, one of its settings",
    policies: [{ plans: sealed({ PII_Backup_Plan: { ...piiPlan, advanced_backup_settings: vss } }) }, everyOtherHour],
    effective: { plans: { PII_Backup_Plan: { ...effectivePii, advanced_backup_settings: effectiveVss } } },
  },
  {
    name: "3: a parent policy prevents any changes by a child policy, a plan of its own",
    policies: [{ plans: sealed({ PII_Backup_Plan: piiPlan }) }, { plans: { Monthly_Backup_Plan: monthlyPlan } }],
    effective: { plans: { PII_Backup_Plan: effectivePii } },
  },
  {
    name: "4: a parent policy prevents changes to one backup plan by a child policy",
    policies: [
      { plans: { "@@operators_allowed_for_child_policies": ["@@append"], PII_Backup_Plan: sealed(piiPlan) } },
      { plans: { ...everyOtherHour.plans, Monthly_Backup_Plan: monthlyPlan } },
    ],
    effective: { plans: { PII_Backup_Plan: effectivePii, Monthly_Backup_Plan: effectiveMonthly } },
  },
  {
    name: "5: a child policy overrides settings in a parent policy",
    policies: [{ plans: { PII_Backup_Plan: piiPlan } }, everyOtherHour],
    effective: {
      plans: {
        PII_Backup_Plan: {
          ...effectivePii,
          regions: ["us-west-2", "eu-central-1"],
          rules: {
            hourly: {
              ...effectivePii.rules.hourly,
              schedule_expression: "cron(0 0/2 ? * * *)",
              start_backup_window_minutes: "80",
              target_backup_vault_name: "Default",
              lifecycle: effectiveLifecycle("30", "365"),
            },
          },
        },
      },
    },
  },
];
