import type { Caller, Judge, Question } from "../access.ts";
import { keyTarget } from "../backup/key-target.ts";
import { Cloud } from "../cloud.ts";
import type { Key } from "../kms.ts";
import type { Document, Statement } from "../policy-document.ts";

export const owner = "222222222222";
export const other = "333333333333";
export const region = "eu-west-2";
export const keyArn = `arn:aws:kms:${region}:${owner}:key/one`;
export const root = (accountId: string): Caller => ({ arn: `arn:aws:iam::${accountId}:root`, accountId });

export const document = (...Statement: readonly Statement[]): Document => ({ Version: "2012-10-17", Statement });

export const allow = (Action: string | readonly string[], more: Partial<Statement> = {}): Statement => ({
  Effect: "Allow",
  Action,
  Resource: "*",
  ...more,
});
export const deny = (Action: string, more: Partial<Statement> = {}): Statement => ({
  ...allow(Action, more),
  Effect: "Deny",
});

/** IAM policies of the key's account decide. */
export const iamDecides = allow("kms:*", { Principal: { AWS: root(owner).arn } });

/** Two accounts, and a key of the one; who asks what is remembered. */
export function smallKey(judge: Judge, ...keyPolicy: readonly Statement[]) {
  const asked: Question[] = [];
  const cloud = new Cloud({
    start: new Date("2026-11-02T00:00:00Z"),
    judge: (question) => {
      asked.push(question);
      return judge(question);
    },
    organization: { id: "o-a1b2c3d4e5", rootId: "r-ab12", managementAccountId: "111111111111" },
  });
  for (const id of [owner, other]) cloud.organizations.addAccount({ id, name: id, parentId: "r-ab12" });
  cloud.kms.put({
    arn: keyArn,
    accountId: owner,
    region,
    policy: document(...(keyPolicy.length === 0 ? [iamDecides] : keyPolicy)),
    aliases: ["alias/one"],
    tags: {},
    state: "Enabled",
    deletedAt: null,
    isAwsManaged: false,
  });
  const key = () => cloud.kms.key(keyArn) as Key;

  return {
    cloud,
    asked,
    key,
    /** A role with these statements and no more. */
    role(
      name: string,
      accountId = owner,
      statements: readonly Statement[] = [],
      bound: Document | null = null,
    ): Caller {
      const arn = `arn:aws:iam::${accountId}:role/${name}`;
      const boundaryArn = bound === null ? null : `arn:aws:iam::${accountId}:policy/${name}`;
      if (boundaryArn !== null && bound !== null) cloud.iam.putPolicy(boundaryArn, bound);
      cloud.iam.putRole({
        arn,
        accountId,
        name,
        path: "/",
        trust: document(),
        inline: new Map(statements.length === 0 ? [] : [["own", document(...statements)]]),
        attachedPolicyArns: [],
        boundaryArn,
        tags: {},
      });
      return { arn, accountId };
    },
    /** Whether somebody may use it. */
    async may(caller: Caller, action: string, context: Caller["context"] = {}): Promise<boolean> {
      return (await cloud.access.verdict(caller, action, keyTarget(key()), context)).allowed;
    },
  };
}
