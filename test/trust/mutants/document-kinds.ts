import type { Document } from "../../emulator/model/policy-document.ts";
import type { Kind } from "../organization/documents.ts";
import { list } from "../organization/documents.ts";

interface Guarded {
  readonly service: string;
  /** What it can say something about, as patterns of ARNs; `null`: what its statements say. */
  readonly resources: readonly string[] | null;
  /** What it takes in place of every action of the service. */
  readonly everything: string | readonly string[];
}

/**
 * A topic's policy may name these actions and no pattern for all; AWS says "Policy statement action out of service
 * scope" of others. Source: the default policy in docs.aws.amazon.com/sns/latest/dg/sns-create-topic.html
 */
const topicActions = [
  "sns:AddPermission",
  "sns:DeleteTopic",
  "sns:GetTopicAttributes",
  "sns:ListSubscriptionsByTopic",
  "sns:Publish",
  "sns:RemovePermission",
  "sns:SetTopicAttributes",
  "sns:Subscribe",
];

/** Policies of resources: of each, whose actions it decides on. */
const guarded: Readonly<Partial<Record<Kind, Guarded>>> = {
  trust: { service: "sts", resources: ["arn:*:iam::*:role/*"], everything: "sts:AssumeRole" },
  "vault policy": {
    service: "backup",
    resources: ["arn:*:backup:*:*:backup-vault:*", "arn:*:backup:*:*:recovery-point:*"],
    everything: "backup:*",
  },
  "key policy": { service: "kms", resources: ["arn:*:kms:*:*:key/*"], everything: "kms:*" },
  "bus policy": { service: "events", resources: ["arn:*:events:*:*:event-bus/*"], everything: "events:*" },
  "topic policy": { service: "sns", resources: ["arn:*:sns:*:*:*"], everything: topicActions },
  "bucket policy": { service: "s3", resources: ["arn:*:s3:::*"], everything: "s3:*" },
  "delegation policy": {
    service: "organizations",
    resources: null,
    everything: "organizations:*",
  },
};

/** Of a role or a managed policy: it says what somebody may do, and not who. */
export const isIdentity = (kind: Kind): boolean => kind === "inline policy" || kind === "managed policy";

/** It grants nothing: it only takes away. */
export const grantsNothing = (kind: Kind): boolean =>
  kind === "service control policy" || kind === "resource control policy";

/** `null` for what says nothing about one resource only. */
export const guardedBy = (kind: Kind): Guarded | null => guarded[kind] ?? null;

export const isTopicAction = (action: string): boolean => topicActions.includes(action);

/** What a document's statements are on, such as the ARN of the bucket, as a new statement has to write it too. */
export const resourceIn = ({ Statement }: Document): { readonly Resource?: string | readonly string[] } => {
  const Resource = Statement[0]?.Resource;
  return Resource === undefined ? {} : { Resource };
};

/** Whether somebody may do everything by it, whatever else it says. */
export const allowsEverything = ({ Statement }: Document): boolean =>
  Statement.some(
    ({ Effect, Action, Resource, Condition }) =>
      Effect === "Allow" && list(Action).includes("*") && list(Resource).includes("*") && !Condition,
  );
