import { accountClasses } from "../../../../src/model.ts";
import {
  alertKeyAlias,
  failureKey,
  hubApplyRole,
  ledgerKey,
  pipelineScopes,
  planFileKey,
  stateKey,
  stateKeyAlias,
} from "../../../../src/names.ts";
import { type Request, target } from "../../organization/organization.ts";
import { roleArn } from "../../organization/people.ts";
import { shared } from "../../organization/places.ts";
import type { Ask } from "./ask.ts";

/** The pipeline's work with its state, and what the alert hub is there for. */
export const asksOfShared: readonly Ask[] = [
  {
    what: "look at the jobs of the whole organization",
    where: "shared",
    requests: () => [["backup:ListBackupJobs", target("*", shared.accountId)]],
  },
  {
    what: "put events on the alert bus, publish to the topic",
    where: "shared",
    requests: (in_) => [
      ["events:PutEvents", in_.bus()],
      ["sns:Publish", in_.topic()],
    ],
  },
  ...pipelineScopes.flatMap(({ scope }): readonly Ask[] => {
    const where = `the state of ${scope}`;
    return [
      {
        what: "read state",
        where,
        home: "shared",
        requests: (in_) => [
          ["s3:GetObject", in_.state(stateKey(scope, scope))],
          ["s3:ListBucket", in_.state(""), { "s3:prefix": stateKey(scope, scope) }],
        ],
      },
      {
        what: "write state, lock it, unlock it",
        where,
        home: "shared",
        requests: (in_) => [
          ["s3:PutObject", in_.state(stateKey(scope, scope))],
          ["s3:PutObject", in_.state(`${stateKey(scope, scope)}.tflock`)],
          ["s3:DeleteObject", in_.state(`${stateKey(scope, scope)}.tflock`)],
        ],
      },
      {
        what: "write what was applied and what failed",
        where,
        home: "shared",
        requests: (in_) => [
          ["s3:PutObject", in_.state(ledgerKey(scope, scope))],
          ["s3:PutObject", in_.state(failureKey(scope, "77", "1", scope))],
        ],
      },
      {
        what: "keep a saved plan",
        where,
        home: "shared",
        requests: (in_) => [["s3:PutObject", in_.state(planFileKey(scope, "77", "1", scope))]],
      },
    ];
  }),
  {
    what: "reach the state without TLS",
    where: "shared",
    requests: (in_) => [["s3:GetObject", in_.state(stateKey("shared", "shared")), { "aws:SecureTransport": "false" }]],
  },
  {
    what: "read and write with the state's key",
    where: "shared",
    requests: (in_) =>
      ["kms:Decrypt", "kms:GenerateDataKey"].map((action) => [
        action,
        in_.key(shared.accountId, shared.region, stateKeyAlias),
      ]),
  },
  {
    what: "list an account for a class of the pipeline",
    where: "shared",
    requests: () =>
      accountClasses.flatMap((cls) =>
        accountClasses.map(
          (listed): Request => [
            "iam:AttachRolePolicy",
            target(roleArn(shared.accountId, hubApplyRole(`app-${cls}`)), shared.accountId),
            { "iam:PolicyARN": `arn:aws:iam::${shared.accountId}:policy/lockstep-accounts-${listed}` },
          ],
        ),
      ),
  },
];

/** What services ask for to send an alert. */
export const asksOfServices: readonly Ask[] = [
  {
    what: "publish an alert",
    where: "shared",
    requests: (in_) => [["sns:Publish", in_.topic()]],
  },
  {
    what: "encrypt an alert",
    where: "shared",
    requests: (in_) =>
      ["kms:GenerateDataKey", "kms:Decrypt"].map((action) => [
        action,
        in_.key(shared.accountId, shared.region, alertKeyAlias),
      ]),
  },
];
