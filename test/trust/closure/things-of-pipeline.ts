import {
  appStackId,
  githubOidcHost,
  ledgerKey,
  pipelineScopes,
  planFileKey,
  type Scope,
  stateKey,
} from "../../../src/names.ts";
import { type Organization, target } from "../organization/organization.ts";
import { keyOf } from "./documents.ts";
import type { Thing } from "./thing.ts";
import { thing } from "./thing-of.ts";

/** State, plans, ledger, the trust in GitHub, and the way of an alarm, in the shared account. */
export function thingsOfPipeline(organization: Organization): readonly Thing[] {
  const { estate, written } = organization;
  const { accountId, region } = estate.shared;
  const at = (arn: string) => target(arn, accountId);
  const keyOfKind = (kind: "bucket policy" | "bus policy" | "topic policy") => {
    const [one] = written.filter((document) => document.kind === kind);
    return one ? keyOf(one) : null;
  };
  const bucket = keyOfKind("bucket policy");
  const stackOf = (scope: Scope): string => {
    const account = estate.accounts.find((one) => `app-${one.class}` === scope);
    return account ? appStackId(account.name) : scope;
  };

  return [
    thing(organization, organization.state(""), {
      sort: "bucket",
      said: "the state's bucket",
      types: ["s3:bucket"],
      document: bucket,
      jewel: "state, plans and ledger",
    }),
    ...pipelineScopes
      .filter(({ scope }) => scope !== "management" || estate.management !== null)
      .flatMap(({ scope }) =>
        (
          [
            ["state", stateKey(scope, stackOf(scope))],
            ["plan", planFileKey(scope, "1", "1", stackOf(scope))],
            ["ledger", ledgerKey(scope, stackOf(scope))],
          ] as const
        ).map(([what, key]) =>
          thing(organization, organization.state(key), {
            sort: "object",
            said: `the ${what} of ${scope}`,
            types: ["s3:object"],
            document: bucket,
            jewel: "state, plans and ledger",
            of: scope,
          }),
        ),
      ),
    thing(organization, organization.bus(), {
      sort: "bus",
      said: "the alert bus",
      types: ["events:event-bus"],
      document: keyOfKind("bus policy"),
      jewel: "the way of an alarm",
    }),
    thing(organization, organization.topic(), {
      sort: "topic",
      said: "the alert topic",
      types: ["sns:topic"],
      document: keyOfKind("topic policy"),
      jewel: "the way of an alarm",
    }),
    thing(organization, at(`${organization.topic().arn}:11111111-2222-3333-4444-555555555555`), {
      sort: "subscription",
      said: "a subscription to the alert topic",
      types: ["sns:topic", "sns:subscription"],
      jewel: "the way of an alarm",
    }),
    thing(organization, at(`arn:aws:iam::${accountId}:oidc-provider/${githubOidcHost}`), {
      sort: "GitHub's trust",
      said: "the trust in GitHub",
      types: ["iam:oidc-provider"],
      jewel: "the custodian and the pipeline's roles",
    }),
    thing(
      organization,
      target(
        `arn:aws:cloudtrail:${region}:${estate.organization.managementAccountId}:trail/organization`,
        estate.organization.managementAccountId,
      ),
      { sort: "trail", said: "the organization's trail", types: ["cloudtrail:trail"], jewel: "the way of an alarm" },
    ),
  ];
}
