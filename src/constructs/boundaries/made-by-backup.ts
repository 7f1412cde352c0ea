import type { Conditions } from "../policy-document.ts";

/** AWS Backup puts this tag on what it makes; nobody else can, since tags that start with `aws:` are AWS's own. */
export const madeByBackup: Conditions = { Null: { "aws:ResourceTag/aws:backup:source-resource": "false" } };
