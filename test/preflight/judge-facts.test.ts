import { expect, test } from "vitest";
import type { Estate } from "../../src/model.ts";
import { neededStatements } from "../../src/preflight/delegation.ts";
import type { Entry, Facts } from "../../src/preflight/facts.ts";
import { judgeFacts } from "../../src/preflight/judge-facts.ts";
import { backupService, stackSetsService } from "../../src/preflight/organization-checks.ts";
import { byHand, complaints, completeFacts, example, guarded, known } from "./support/facts.ts";

test.each([
  ["with a management stack", example],
  ["with switches kept by hand", byHand],
])("nothing is lacking in an organization that has everything, %s", (_, estate) => {
  expect(complaints(estate, completeFacts(estate))).toEqual([]);
});

test("what an organization has is said of each thing that is needed", () => {
  expect(judgeFacts(example, completeFacts()).map(({ what, outcome }) => `${outcome.is}: ${what}`)).toEqual([
    "ok: the organization is o-a1b2c3d4e5, managed by 111111111111",
    "ok: the organization has all features",
    "ok: trusted access of backup.amazonaws.com",
    "ok: trusted access of member.org.stacksets.cloudformation.amazonaws.com",
    "ok: StackSets are activated for the organization",
    "ok: policy type BACKUP_POLICY on the root",
    "ok: policy type SERVICE_CONTROL_POLICY on the root",
    "ok: 222222222222 is delegated administrator of backup.amazonaws.com",
    "ok: 222222222222 is delegated administrator of member.org.stacksets.cloudformation.amazonaws.com",
    "ok: 222222222222 may manage backup policies",
    "ok: config keeps what others have delegated",
    "ok: cross-account backup is on",
    "ok: the management account opts in to what accounts back up in eu-west-1",
    "ok: the management account opts in to what accounts back up in eu-west-2",
    "ok: the management account opts in to nothing else that plans back up in eu-west-1",
    "ok: the management account opts in to nothing else that plans back up in eu-west-2",
    "ok: all 13 accounts are in the organization and active",
    "ok: unit data-platform is o-a1b2c3d4e5/r-ab12/ou-ab12-1a2b3c4d/ and holds its 2 accounts",
    "ok: lockstep-pipeline-plan can be taken in all 13 accounts",
    "ok: AWSServiceRoleForBackup in central-prod (333333333333)",
    "ok: AWSServiceRoleForBackup in central-nonprod (444444444444)",
    "ok: every Region in use is enabled in 13 accounts (management, shared and others)",
  ]);
});

test("an account that refuses and one that fails are two, each said by itself", () => {
  const { entries } = completeFacts();
  const some = new Map(entries)
    .set("222222222222", { outcome: "failed", why: "TimeoutError: no answer" })
    .set("333333333333", { outcome: "refused" });
  const taken = (facts: Partial<Facts>) =>
    judgeFacts(example, { ...completeFacts(), ...facts })
      .filter(({ what }) => what.startsWith("lockstep-pipeline-plan can be taken"))
      .map(({ what, outcome }) => [what, outcome.is]);

  expect(taken({ entries: some })).toEqual([
    ["lockstep-pipeline-plan can be taken in central-prod (333333333333)", "lacking"],
    ["lockstep-pipeline-plan can be taken in shared (222222222222)", "unknown"],
  ]);
  expect(taken({ entries: new Map(entries).set("333333333333", { outcome: "refused" }) })).toEqual([
    ["lockstep-pipeline-plan can be taken in central-prod (333333333333)", "lacking"],
  ]);
  expect(taken({ entries: some, caller: { accountId: "111111111111", role: "Admin" } })).toEqual([
    ["lockstep-pipeline-plan can be taken in central-prod", "unknown"],
    ["lockstep-pipeline-plan can be taken in shared (222222222222)", "unknown"],
  ]);
});

const enteredWith = (accountId: string, change: Partial<Extract<Entry, { outcome: "entered" }>>): Partial<Facts> => {
  const { entries } = completeFacts();
  return { entries: new Map(entries).set(accountId, { ...entries.get(accountId), ...change } as Entry) };
};
const [unit] = example.units;
const unitWith = (change: object): Partial<Facts> => {
  const fact = completeFacts().units["data-platform"];
  return { units: { "data-platform": known({ ...(fact && "answer" in fact ? fact.answer : never()), ...change }) } };
};
const never = () => {
  throw new Error("the example has a unit data-platform");
};
const statesWith = (id: string, state: string | undefined): Partial<Facts> => {
  const { accounts } = completeFacts();
  const states = new Map("answer" in accounts ? accounts.answer : never());
  if (state === undefined) states.delete(id);
  else states.set(id, state);
  return { accounts: known(states) };
};

const nothingElse = "the management account opts in to nothing else that plans back up in eu-west-2";
const alsoOn = (types: Readonly<Record<string, boolean>>): Partial<Facts> => {
  const { managementOptIn } = completeFacts();
  const there = managementOptIn["eu-west-2"];
  return {
    managementOptIn: {
      ...managementOptIn,
      "eu-west-2": known({ ...(there && "answer" in there ? there.answer : never()), ...types }),
    },
  };
};
/** Bronze selects everything of these types, the others EBS. */
const narrowed = (bronze: readonly string[]): Estate => ({
  ...example,
  plans: example.plans.map((plan) => ({
    ...plan,
    selection: { ...plan.selection, types: plan.name === "bronze" ? bronze : ["EBS"] },
  })),
});

/** Every policy type is on, and these resource control policies are on the root. */
const allTypes = (resourceControlPolicies: Facts["resourceControlPolicies"]): Partial<Facts> => ({
  policyTypes: known(["BACKUP_POLICY", "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"]),
  resourceControlPolicies,
});

const manage = "222222222222 may manage backup policies";
const foreign = {
  Sid: "Tags",
  Effect: "Allow",
  Principal: { AWS: "999999999999" },
  Action: "organizations:ListRoots",
  Resource: "*",
};
const put = (...statements: readonly object[]) =>
  `           aws organizations put-resource-policy --content '${JSON.stringify({ Version: "2012-10-17", Statement: statements })}'`;

/** One of the statements that the shared account needs, for another. */
const tagsFor = (accountId: string) =>
  neededStatements({ ...byHand, shared: { ...byHand.shared, accountId } }).filter(
    ({ Sid }) => Sid === "BackupDelegateTags",
  );

const table: readonly (readonly [string, Estate, Partial<Facts>, readonly string[]])[] = [
  [
    "consolidated billing only",
    example,
    { organization: known({ id: "o-a1b2c3d4e5", managementAccountId: "111111111111", allFeatures: false }) },
    [
      "LACKING  the organization has all features: got consolidated billing only; use",
      "           aws organizations enable-all-features",
    ],
  ],
  [
    "another organization",
    example,
    { organization: known({ id: "o-zzzzzzzzzz", managementAccountId: "999999999999", allFeatures: true }) },
    [
      "LACKING  the organization is o-a1b2c3d4e5, managed by 111111111111: got o-zzzzzzzzzz, managed by 999999999999; use",
      '           # write organization.id: o-zzzzzzzzzz and organization.management: "999999999999" in organization.yaml, or use credentials of the right organization',
    ],
  ],
  [
    "no trusted access for AWS Backup",
    example,
    { trustedServices: known([stackSetsService]) },
    [
      "LACKING  trusted access of backup.amazonaws.com: got none; use",
      "           aws organizations enable-aws-service-access --service-principal backup.amazonaws.com",
    ],
  ],
  [
    "no trusted access for StackSets",
    example,
    { trustedServices: known([backupService]) },
    [
      "LACKING  trusted access of member.org.stacksets.cloudformation.amazonaws.com: got none; use",
      "           aws cloudformation activate-organizations-access",
    ],
  ],
  [
    "no policy type, guardrails wanted",
    example,
    { policyTypes: known([]) },
    [
      "LACKING  policy type BACKUP_POLICY on the root: got no policy type; use",
      "           aws organizations enable-policy-type --root-id r-ab12 --policy-type BACKUP_POLICY",
      "LACKING  policy type SERVICE_CONTROL_POLICY on the root: got no policy type; use",
      "           aws organizations enable-policy-type --root-id r-ab12 --policy-type SERVICE_CONTROL_POLICY",
    ],
  ],
  ["no service control policies where no guardrails are wanted", byHand, { policyTypes: known(["BACKUP_POLICY"]) }, []],
  [
    "no resource control policies, guardrails of resources wanted",
    guarded,
    {},
    [
      "LACKING  policy type RESOURCE_CONTROL_POLICY on the root: got only BACKUP_POLICY, SERVICE_CONTROL_POLICY; use",
      "           aws organizations enable-policy-type --root-id r-ab12 --policy-type RESOURCE_CONTROL_POLICY",
    ],
  ],
  [
    "a root with as many resource control policies of others as AWS attaches",
    guarded,
    allTypes(known(["RCPFullAWSAccess", "a", "b", "c", "d"])),
    [
      "LACKING  the root has room for a resource control policy: got 5 of 5: RCPFullAWSAccess, a, b, c, d; use",
      "           # make two of them one, then: aws organizations detach-policy --target-id r-ab12 --policy-id <the one to spare>",
    ],
  ],
  [
    "a root whose last place for a resource control policy is free",
    guarded,
    allTypes(known(["RCPFullAWSAccess", "a", "b", "c"])),
    [],
  ],
  [
    "a root with as many resource control policies as AWS attaches, Lockstep's among them",
    guarded,
    allTypes(known(["RCPFullAWSAccess", "a", "b", "c", "lockstep-resource-guardrails"])),
    [],
  ],
  [
    "a root of which nobody may list the resource control policies",
    guarded,
    allTypes({ needs: "organizations:ListPoliciesForTarget" }),
    [
      "unknown  the root has room for a resource control policy: could not be asked, needs organizations:ListPoliciesForTarget",
    ],
  ],
  [
    "nobody is delegated administrator of AWS Backup, and nothing makes it so",
    byHand,
    { delegates: { [backupService]: known([]), [stackSetsService]: known(["222222222222"]) } },
    [
      "LACKING  222222222222 is delegated administrator of backup.amazonaws.com: got none; use",
      "           aws organizations register-delegated-administrator --account-id 222222222222 --service-principal backup.amazonaws.com",
    ],
  ],
  [
    "nobody is delegated administrator, the management stack registers AWS Backup's only",
    example,
    { delegates: { [backupService]: known([]), [stackSetsService]: known(["333333333333"]) } },
    [
      "LACKING  222222222222 is delegated administrator of member.org.stacksets.cloudformation.amazonaws.com: got 333333333333; use",
      "           aws organizations register-delegated-administrator --account-id 222222222222 --service-principal member.org.stacksets.cloudformation.amazonaws.com",
      "later    222222222222 is delegated administrator of backup.amazonaws.com: comes with the management stack's first deploy",
    ],
  ],
  [
    "no delegation policy",
    byHand,
    { delegationPolicy: known(null) },
    [`LACKING  ${manage}: got no delegation policy; use`, put(...neededStatements(byHand))],
  ],
  [
    "no delegation policy, the management stack puts it",
    example,
    { delegationPolicy: known(null) },
    [`later    ${manage}: comes with the management stack's first deploy`],
  ],
  [
    "a delegation policy for others only, which is kept",
    byHand,
    { delegationPolicy: known({ statements: [foreign, ...neededStatements(byHand).slice(0, -1)] }) },
    [
      `LACKING  ${manage}: got a delegation policy without organizations:TagResource, organizations:UntagResource; use`,
      put(foreign, ...neededStatements(byHand)),
    ],
  ],
  [
    "a delegation to another account",
    byHand,
    { delegationPolicy: known({ statements: [...neededStatements(byHand).slice(0, -1), ...tagsFor("444444444444")] }) },
    [
      `LACKING  ${manage}: got a delegation policy without organizations:TagResource, organizations:UntagResource; use`,
      put(...neededStatements(byHand)),
    ],
  ],
  [
    "a delegation of another type of policy",
    byHand,
    {
      delegationPolicy: known({
        statements: neededStatements(byHand).map((statement) =>
          statement["Sid"] === "BackupDelegateCreates"
            ? { ...statement, Condition: { StringEquals: { "organizations:PolicyType": "TAG_POLICY" } } }
            : statement,
        ),
      }),
    },
    [
      `LACKING  ${manage}: got a delegation policy without organizations:CreatePolicy; use`,
      put(...neededStatements(byHand)),
    ],
  ],
  [
    "a delegation that is denied again",
    byHand,
    {
      delegationPolicy: known({
        statements: [
          ...neededStatements(byHand),
          { Sid: "No", Effect: "Deny", Principal: "*", Action: "organizations:Detach*", Resource: "*" },
        ],
      }),
    },
    [
      `LACKING  ${manage}: got a delegation policy without organizations:DetachPolicy; use`,
      put(
        { Sid: "No", Effect: "Deny", Principal: "*", Action: "organizations:Detach*", Resource: "*" },
        ...neededStatements(byHand),
      ),
    ],
  ],
  [
    "a statement of others that the management stack would remove",
    example,
    { delegationPolicy: known({ statements: [...neededStatements(example), foreign] }) },
    [
      "LACKING  config keeps what others have delegated: got 1 statements that the management stack would remove; use",
      `           # write under management: in organization.yaml: otherDelegationStatements: ${JSON.stringify([foreign])}`,
    ],
  ],
  [
    "cross-account backup is off",
    byHand,
    { globalSettings: known({ isCrossAccountBackupEnabled: "false" }) },
    [
      "LACKING  cross-account backup is on: got false; use",
      "           aws backup update-global-settings --global-settings isCrossAccountBackupEnabled=true --region eu-west-2",
    ],
  ],
  [
    "cross-account backup is off, the management stack switches it on",
    example,
    { globalSettings: known({}) },
    ["later    cross-account backup is on: comes with the management stack's first deploy"],
  ],
  [
    "the management account overrides an opt-in in one Region",
    byHand,
    {
      managementOptIn: {
        ...completeFacts(byHand).managementOptIn,
        "eu-west-1": known({
          Aurora: true,
          DocumentDB: true,
          DynamoDB: true,
          EC2: true,
          EFS: true,
          FSx: true,
          RDS: true,
          S3: false,
        }),
      },
    },
    [
      "LACKING  the management account opts in to what accounts back up in eu-west-1: got EBS, S3 off, which overrides every account; use",
      `           aws backup update-region-settings --region eu-west-1 --resource-type-opt-in-preference '{"EBS":true,"S3":true}'`,
    ],
  ],
  [
    "types that are on and in no optIn, one of which AWS does not copy",
    example,
    alsoOn({ Neptune: true, "Redshift Serverless": true, Timestream: false }),
    [
      `LACKING  ${nothingElse}: got Neptune, Redshift Serverless on, which no optIn has and plans bronze, gold, silver back up; AWS makes no copies of Redshift Serverless, and each copy job fails; use`,
      "           # write Neptune into optIn in organization.yaml, or switch off what nobody wants backed up:",
      `           aws backup update-region-settings --region eu-west-2 --resource-type-opt-in-preference '{"Neptune":false,"Redshift Serverless":false}'`,
    ],
  ],
  [
    "a type that is on and that AWS does not copy",
    example,
    alsoOn({ CloudFormation: true }),
    [
      `LACKING  ${nothingElse}: got CloudFormation on, which no optIn has and plans bronze, gold, silver back up; AWS makes no copies of CloudFormation, and each copy job fails; use`,
      `           aws backup update-region-settings --region eu-west-2 --resource-type-opt-in-preference '{"CloudFormation":false}'`,
    ],
  ],
  [
    "a type that is new to Lockstep",
    example,
    alsoOn({ Blockchain: true }),
    [
      `LACKING  ${nothingElse}: got Blockchain on, which no optIn has and plans bronze, gold, silver back up; use`,
      `           aws backup update-region-settings --region eu-west-2 --resource-type-opt-in-preference '{"Blockchain":false}'`,
    ],
  ],
  [
    "a type that the pattern of another takes along, in one plan alone",
    narrowed(["EBS", "Aurora"]),
    alsoOn({ Neptune: true }),
    [
      `LACKING  ${nothingElse}: got Neptune on, which no optIn has and plan bronze backs up; use`,
      "           # write Neptune into optIn in organization.yaml, or switch off what nobody wants backed up:",
      `           aws backup update-region-settings --region eu-west-2 --resource-type-opt-in-preference '{"Neptune":false}'`,
    ],
  ],
  ["types that are on and that no plan selects", narrowed(["EBS"]), alsoOn({ Neptune: true }), []],
  [
    "an account that is not in the organization",
    example,
    statesWith("555555555501", undefined),
    [
      "LACKING  payments-prod (555555555501) is in the organization and active: got no such account in the organization; use",
      "           aws organizations invite-account-to-organization --target Id=555555555501,Type=ACCOUNT # or correct the id in accounts/payments-prod.yaml",
    ],
  ],
  [
    "a central account that is closed",
    example,
    statesWith("333333333333", "SUSPENDED"),
    [
      "LACKING  central-prod (333333333333) is in the organization and active: got SUSPENDED; use",
      "           aws organizations describe-account --account-id 333333333333 # AWS Support reopens a closed account within 90 days; else retire it",
    ],
  ],
  [
    "a unit at another place",
    example,
    unitWith({ orgPath: "o-a1b2c3d4e5/r-ab12/ou-ab12-99999999/ou-ab12-1a2b3c4d/" }),
    [
      `LACKING  unit data-platform is ${unit?.orgPath} and holds its 2 accounts: got o-a1b2c3d4e5/r-ab12/ou-ab12-99999999/ou-ab12-1a2b3c4d/; use`,
      "           # write units.data-platform.path: ou-ab12-99999999/ou-ab12-1a2b3c4d in organization.yaml",
    ],
  ],
  [
    "a unit that does not exist",
    example,
    unitWith({ orgPath: null }),
    [
      `LACKING  unit data-platform is ${unit?.orgPath} and holds its 2 accounts: got no ou-ab12-1a2b3c4d; use`,
      "           aws organizations list-organizational-units-for-parent --parent-id r-ab12 # then correct units.data-platform.path in organization.yaml",
    ],
  ],
  [
    "an account outside its unit",
    example,
    unitWith({ accountIds: ["555555555504"], strays: new Map([["555555555505", "ou-ab12-99999999"]]) }),
    [
      "LACKING  lakehouse-prod (555555555505) is in unit data-platform (ou-ab12-1a2b3c4d): got ou-ab12-99999999; use",
      "           aws organizations move-account --account-id 555555555505 --source-parent-id ou-ab12-99999999 --destination-parent-id ou-ab12-1a2b3c4d # or correct unit: in accounts/lakehouse-prod.yaml",
    ],
  ],
  [
    "accounts in a unit that have no file, or whose file does not say so",
    example,
    unitWith({ accountIds: ["555555555504", "555555555505", "555555555501", "777777777777"] }),
    [
      "LACKING  payments-prod has the vaults that the policies of unit data-platform send backups to: got the account is in the OU, its file says otherwise; use",
      "           # write unit: data-platform in accounts/payments-prod.yaml",
      "LACKING  777777777777 has the vaults that the policies of unit data-platform send backups to: got the account is in the OU and has no file; use",
      "           npm run -s lockstep -- onboard NAME --account 777777777777 --class prod --unit data-platform --owner OWNER",
    ],
  ],
  [
    "a central account's service-linked role before the first deploy",
    example,
    enteredWith("333333333333", { serviceLinkedRole: known("missing" as const) }),
    ["later    AWSServiceRoleForBackup in central-prod (333333333333): comes with the first deploy of its stack"],
  ],
  [
    "a service-linked role that exists and is to be created",
    example,
    enteredWith("444444444444", { serviceLinkedRole: known("others" as const) }),
    [
      "LACKING  AWSServiceRoleForBackup in central-nonprod (444444444444): got a role that Lockstep did not make, so creating it fails; use",
      "           # write serviceLinkedRole: existing for central-nonprod in organization.yaml",
    ],
  ],
  [
    "a service-linked role that config says exists",
    { ...example, central: { ...example.central, prod: { ...example.central.prod, createServiceLinkedRole: false } } },
    enteredWith("333333333333", { serviceLinkedRole: known("missing" as const) }),
    [
      "LACKING  AWSServiceRoleForBackup in central-prod (333333333333): got no such role, and config says it exists; use",
      "           aws iam create-service-linked-role --aws-service-name backup.amazonaws.com # in 333333333333",
    ],
  ],
  [
    "a Region that an account has not enabled, and one that did not answer",
    example,
    enteredWith("555555555502", { disabledRegions: ["eu-west-1"], unaskedRegions: ["eu-west-2"] }),
    [
      "LACKING  eu-west-1 is enabled in storefront-prod (555555555502): got AWS refuses the account's sessions there; use",
      "           aws account enable-region --account-id 555555555502 --region-name eu-west-1",
      "unknown  eu-west-2 is enabled in storefront-prod (555555555502): could not be asked, needs an answer of AWS Backup in the Region",
    ],
  ],
];
test.each(table)("%s", (_, estate, change, lines) => {
  expect(complaints(estate, { ...completeFacts(estate), ...change })).toEqual(lines);
});

const refusing = (...ids: readonly string[]) => {
  const entries = new Map(completeFacts().entries);
  for (const id of ids) entries.set(id, { outcome: "refused" });
  return entries;
};

test("an account that refuses the pipeline lacks its role, and says why it may", () => {
  const lines = complaints(example, { ...completeFacts(), entries: refusing("666666666601", "111111111111") });

  expect(lines).toEqual([
    "LACKING  lockstep-pipeline-plan can be taken in management (111111111111): got the role is missing or does not trust the pipeline; use",
    "           npm run -s lockstep -- bootstrap # in the shared account; it prints what to run in the management account",
    "LACKING  lockstep-pipeline-plan can be taken in payments-dev (666666666601): got the role is missing or does not trust the pipeline; use",
    "           aws cloudformation list-stack-instances --stack-set-name lockstep-pipeline-roles --stack-instance-account 666666666601 --call-as DELEGATED_ADMIN --region eu-west-2 # in the shared account: says why the StackSet has not reached it; without a line, add its OU to pipeline.deployTo and run bootstrap",
    "unknown  every Region in use is enabled in management, payments-dev: could not be asked, needs lockstep-pipeline-plan in the accounts",
  ]);
});

test("the same refusal says nothing to a person, whom the role does not trust", () => {
  const lines = complaints(example, {
    ...completeFacts(),
    caller: { accountId: "222222222222", role: "Admin" },
    entries: refusing("666666666601"),
  });

  expect(lines).toEqual([
    "unknown  lockstep-pipeline-plan can be taken in payments-dev: could not be asked, needs preflight to run as lockstep-hub-plan, which the role trusts",
    "unknown  every Region in use is enabled in payments-dev: could not be asked, needs lockstep-pipeline-plan in the accounts",
  ]);
});

test("what could not be asked is unknown, never lacking", () => {
  const denied = { needs: "organizations:ListRoots" };
  const lines = complaints(byHand, {
    ...completeFacts(byHand),
    organization: denied,
    policyTypes: denied,
    trustedServices: denied,
    delegates: {},
    delegationPolicy: denied,
    globalSettings: denied,
    managementOptIn: {},
    accounts: denied,
    units: {},
    entries: new Map(),
    caller: { accountId: "222222222222", role: null },
  });

  expect(lines.length).toBeGreaterThan(12);
  expect(lines.filter((line) => !line.startsWith("unknown  "))).toEqual([]);
});
