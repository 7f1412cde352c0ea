import fc from "fast-check";
import type { Context } from "../../emulator/model/access.ts";

interface Kind {
  readonly operators: readonly string[];
  /** Values of policies. */
  readonly wanted: readonly string[];
  /** Values of requests. */
  readonly values: readonly string[];
}

const strings = ["StringEquals", "StringNotEquals", "StringLike", "StringNotLike"];
const text: Kind = {
  operators: [...strings, "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
  wanted: ["prod", "Prod", "pr*", "p??d", "*", "dev", ""],
  values: ["prod", "PROD", "dev", "pr*", ""],
};
const account: Kind = {
  operators: strings,
  wanted: ["111111111111", "222222222222", "1*"],
  values: ["111111111111", "222222222222"],
};
const arn: Kind = {
  operators: ["ArnLike", "ArnEquals", "ArnNotLike", "ArnNotEquals", "StringLike", "StringNotEquals"],
  wanted: [
    "arn:aws:iam::111111111111:role/reader",
    "arn:aws:iam::*:role/reader",
    "arn:aws:iam::111111111111:*",
    "arn:*:iam::?11111111111:role/team/*",
    "arn:aws:*:*:*:role/reader",
    "arn:aws:iam::*:role/r*",
  ],
  values: [
    "arn:aws:iam::111111111111:role/reader",
    "arn:aws:iam::222222222222:role/team/writer",
    "arn:aws:iam::111111111111:role/role/reader",
  ],
};
const yesOrNo: Kind = { operators: ["Bool"], wanted: ["true", "false"], values: ["true", "false"] };
const number: Kind = {
  operators: ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"].map(
    (one) => `Numeric${one}`,
  ),
  wanted: ["7", "35", "35.0", "365"],
  values: ["7", "35", "36", "365"],
};
const date: Kind = {
  operators: number.operators.map((one) => one.replace("Numeric", "Date")),
  wanted: ["2026-01-01T00:00:00Z", "2026-11-23T10:00:00Z", "2026-11-23"],
  values: ["2026-01-01T00:00:00Z", "2026-11-23T10:00:00Z", "2027-01-01T00:00:00Z"],
};
const address: Kind = {
  operators: ["IpAddress", "NotIpAddress"],
  wanted: ["10.0.0.0/8", "203.0.113.7/32", "203.0.113.7"],
  values: ["10.1.2.3", "203.0.113.7", "198.51.100.1"],
};

const single: Readonly<Record<string, Kind>> = {
  "aws:PrincipalArn": arn,
  "aws:PrincipalAccount": account,
  "aws:ResourceAccount": account,
  "aws:PrincipalTag/stage": text,
  "aws:ResourceTag/Stage": text,
  "aws:RequestTag/stage": text,
  "aws:SourceArn": arn,
  "aws:SecureTransport": yesOrNo,
  "aws:MultiFactorAuthPresent": yesOrNo,
  "aws:CurrentTime": date,
  "aws:SourceIp": address,
  "backup:MaxRetentionDays": number,
  "kms:ViaService": text,
  "kms:GrantIsForAWSResource": yesOrNo,
  "s3:prefix": text,
  "s3:max-keys": number,
  "iam:PassedToService": text,
  "iam:PermissionsBoundary": arn,
  "organizations:PolicyType": text,
  "sts:ExternalId": text,
  "token.actions.githubusercontent.com:sub": text,
};

const several: Readonly<Record<string, Kind>> = {
  "aws:TagKeys": text,
  "aws:PrincipalOrgPaths": text,
  "backup:CopyTargets": arn,
  "kms:ResourceAliases": text,
};

/** As a policy may spell it: names of keys know no upper and lower case. */
const spelled = (key: string) => fc.constantFrom(key, key.toLowerCase());

function conditionOn(key: string, { operators, wanted }: Kind, quantifiers: readonly string[]) {
  const operator = fc
    .tuple(fc.constantFrom(...quantifiers), fc.constantFrom(...operators), fc.constantFrom("", "", "IfExists"))
    .map((parts) => parts.join(""));
  const values = fc.oneof(
    fc.constantFrom(...wanted),
    fc.uniqueArray(fc.constantFrom(...wanted), { minLength: 1, maxLength: 3 }),
  );
  return fc.oneof(
    { weight: 6, arbitrary: fc.tuple(operator, spelled(key), values) },
    { weight: 1, arbitrary: fc.tuple(fc.constant("Null"), spelled(key), fc.constantFrom("true", "false")) },
  );
}

type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** What AWS's own policies say of what is in the caller's account. */
const sameAccount = fc
  .tuple(spelled("aws:PrincipalAccount"), fc.constantFrom("${aws:ResourceAccount}", "${AWS:resourceaccount}"))
  .map(([key, variable]) => ["StringEquals", key, variable] as const);

const one = fc.oneof(
  sameAccount,
  ...Object.entries(single).map(([key, kind]) => conditionOn(key, kind, ["", "", "", "ForAnyValue:", "ForAllValues:"])),
  ...Object.entries(several).map(([key, kind]) => conditionOn(key, kind, ["ForAnyValue:", "ForAllValues:"])),
);

export const conditions: fc.Arbitrary<Condition> = fc
  .array(one, { minLength: 1, maxLength: 2 })
  .map((all) => Object.fromEntries(all.map(([operator, key, values]) => [operator, { [key]: values }])));

/** What a request says; half of the keys are missing. */
export const contexts: fc.Arbitrary<Context> = fc
  .record(
    {
      ...Object.fromEntries(Object.entries(single).map(([key, { values }]) => [key, fc.constantFrom(...values)])),
      ...Object.fromEntries(
        Object.entries(several).map(([key, { values }]) => [
          key,
          fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 }),
        ]),
      ),
    },
    { requiredKeys: [] },
  )
  .map((context) => context as Context);
