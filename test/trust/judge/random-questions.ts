import fc from "fast-check";
import type { NamedDocument, Question } from "../../emulator/model/access.ts";
import type { Document } from "../../emulator/model/policy-document.ts";
import { conditions, contexts } from "./random-conditions.ts";

const here = "111111111111";
const elsewhere = "222222222222";
const provider = `arn:aws:iam::${here}:oidc-provider/token.actions.githubusercontent.com`;
const roles = [here, elsewhere].flatMap((id) => [
  `arn:aws:iam::${id}:role/reader`,
  `arn:aws:iam::${id}:role/team/writer`,
]);
const principals = [
  ...roles,
  ...[here, elsewhere].flatMap((id) => [`arn:aws:iam::${id}:user/jo`, `arn:aws:iam::${id}:root`]),
  `arn:aws:iam::${here}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup`,
  "backup.amazonaws.com",
];

const vault = `arn:aws:backup:eu-west-2:${here}:backup-vault:lockstep-local`;
const key = `arn:aws:kms:eu-west-2:${here}:key/1234abcd`;
const role = `arn:aws:iam::${here}:role/reader`;
const policy = `arn:aws:organizations::${here}:policy/o-a1b2c3d4e5/backup_policy/p-0123456789`;

/** What is asked: on a vault, on what two kinds of resource could be, on what no kind is, on all there is. */
const asked: readonly (readonly [action: string, resource: string])[] = [
  ["backup:DeleteBackupVault", vault],
  ["backup:PutBackupVaultLockConfiguration", vault],
  ["backup:CopyFromBackupVault", `arn:aws:backup:eu-west-2:${here}:recovery-point:1111`],
  ["backup:TagResource", vault],
  ["backup:UpdateRegionSettings", "*"],
  ["kms:Decrypt", key],
  ["kms:CreateGrant", key],
  ["kms:CreateAlias", `arn:aws:kms:eu-west-2:${here}:alias/lockstep`],
  ["kms:ListAliases", "*"],
  ["s3:GetObject", "arn:aws:s3:::state/plans/1"],
  ["s3:ListBucket", "arn:aws:s3:::state"],
  ["iam:PassRole", role],
  ["iam:CreateRole", role],
  ["sts:AssumeRole", role],
  ["sts:AssumeRoleWithWebIdentity", role],
  ["ec2:DisableImage", `arn:aws:ec2:eu-west-2:${here}:image/ami-0123456789abcdef0`],
  ["organizations:AttachPolicy", policy],
  ["organizations:LeaveOrganization", policy],
  ["sns:Publish", `arn:aws:sns:eu-west-2:${here}:alerts`],
];

const actions = [
  "*",
  "backup:*",
  "backup:Delete*",
  "BACKUP:deletebackupvault",
  "kms:*",
  "kms:?ecrypt",
  "s3:Get*",
  "s3:*",
];
const resources = ["*", "arn:aws:backup:*:*:*", "arn:aws:*:*:111111111111:*", "arn:aws:s3:::state/*", "arn:aws:s3:::*"];
const ownAccount = [{ AWS: here }, { AWS: `arn:aws:iam::${here}:root` }];
const named = [
  "*",
  { AWS: "*" },
  { AWS: `arn:aws:iam::${elsewhere}:root` },
  { AWS: [`arn:aws:iam::${elsewhere}:root`, role] },
  ...principals.filter((one) => /:(user|role)/.test(one)).map((AWS) => ({ AWS })),
  { Service: "backup.amazonaws.com" },
  { Service: ["events.amazonaws.com", "backup.amazonaws.com"], AWS: role },
  { Federated: provider },
];

const oneOrMore = (values: readonly string[]) =>
  fc.oneof(fc.constantFrom(...values), fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }));

const some = <T extends object>(weight: number, one: fc.Arbitrary<T>, others: number, other: fc.Arbitrary<object>) =>
  fc.oneof({ weight, arbitrary: one as fc.Arbitrary<object> }, { weight: others, arbitrary: other });

function statements(action: string, resource: string, more: fc.Arbitrary<object> = fc.constant({})) {
  const about = oneOrMore([action, action, action, ...actions]);
  const on = oneOrMore([resource, resource, ...resources]);
  return fc
    .tuple(
      fc.constantFrom("Allow", "Allow", "Deny").map((Effect) => ({ Effect })),
      more,
      some(
        5,
        about.map((Action) => ({ Action })),
        1,
        about.map((NotAction) => ({ NotAction })),
      ),
      some(
        5,
        on.map((Resource) => ({ Resource })),
        1,
        on.map((NotResource) => ({ NotResource })),
      ),
      some(
        1,
        conditions.map((Condition) => ({ Condition })),
        1,
        fc.constant({}),
      ),
    )
    .map((parts): object => Object.assign({}, ...parts));
}

/** Of a resource control policy: it only denies, and whoever asks. */
const controls = (action: string, service: string, resource: string): fc.Arbitrary<object> =>
  fc.record({
    Effect: fc.constant("Deny"),
    Principal: fc.constant("*"),
    Action: oneOrMore([action, `${service}:*`]),
    Resource: oneOrMore([resource, ...resources]),
    Condition: conditions,
  });

const documents = (name: string, statement: fc.Arbitrary<object>): fc.Arbitrary<NamedDocument> =>
  fc.array(statement, { minLength: 0, maxLength: 3 }).map((all) => ({
    name,
    document: {
      Version: "2012-10-17",
      Statement: all.map((one, index) => ({ Sid: `S${index}`, ...one })),
    } as unknown as Document,
  }));

const everything: NamedDocument = {
  name: "everything",
  document: { Version: "2012-10-17", Statement: [{ Sid: "All", Effect: "Allow", Action: "*", Resource: "*" }] },
};

const own = (statement: fc.Arbitrary<object>, ...names: readonly string[]) =>
  fc.tuple(
    ...names.map(
      (name) => some(2, documents(name, statement), 1, fc.constant(everything)) as fc.Arbitrary<NamedDocument>,
    ),
  );

/** Small documents of every kind, and somebody who asks. */
export const questions: fc.Arbitrary<Question> = fc
  .tuple(fc.constantFrom(...asked), fc.constantFrom(...principals))
  .chain(([[action, resourceArn], somebody]) => {
    const principalArn = action === "sts:AssumeRoleWithWebIdentity" ? provider : somebody;
    const statement = statements(action, resourceArn);
    const whom = fc.constantFrom(...named, ...(principalArn === provider ? [] : ownAccount));
    const about = statements(
      action,
      resourceArn,
      whom.map((Principal) => ({ Principal })),
    );
    const onResource = documents("policy", about);
    const [service = ""] = action.split(":");
    const isControlled = ["kms", "s3", "sts"].includes(service);
    const isIdentity = /:(root$|user|role)/.test(principalArn);
    return fc.record({
      principalArn: fc.constant(principalArn),
      action: fc.constant(action),
      resourceArn: fc.constant(resourceArn),
      resourceAccountId: fc.constant(here),
      context: contexts,
      identityPolicies: isIdentity
        ? fc.oneof(own(statement, "a", "b"), own(statement, "a"), fc.constant([]))
        : fc.constant([]),
      boundary:
        isIdentity && !principalArn.endsWith(":root")
          ? fc.option(documents("boundary", statement), { freq: 2 })
          : fc.constant(null),
      serviceControlPolicies: fc.array(
        fc.record({ of: fc.constantFrom("r-ab12", "ou-ab12-1"), policies: own(statement, "scp", "other scp") }),
        { maxLength: 2 },
      ),
      resourceControlPolicies: isControlled
        ? fc.array(documents("rcp", controls(action, service, resourceArn)), { maxLength: 2 })
        : fc.constant([]),
      // a role has a trust
      resourcePolicy: action.startsWith("sts:") ? onResource : fc.option(onResource, { freq: 4 }),
    });
  });
