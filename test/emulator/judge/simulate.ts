import {
  isWildcardOnlyAction,
  type RequestAnalysis,
  runSimulation,
  runUnsafeSimulation,
  type Simulation,
  type SuccessfulRunSimulationResults,
} from "@cloud-copilot/iam-simulate";
import type { NamedDocument, Question, Verdict } from "../model/access.ts";
import type { Document, Statement } from "../model/policy-document.ts";
import { because, nothing, said } from "./because.ts";

/** Decides one question, and says which statements did. @throws when AWS would not take one of the documents */
export async function simulate(question: Question): Promise<Verdict> {
  const { action, resourceArn } = question;
  const [service = "", name = ""] = action.split(":");
  const resource = (await isWildcardOnlyAction(service, name)) ? "*" : resourceArn;
  // the simulator's data lacks the claims of OIDC tokens, and would not hand them to the trust
  if (action === "sts:AssumeRoleWithWebIdentity") return withoutData(question, resource);
  const result = await runSimulation(simulationOf(question, resource, checked), {});
  if (result.resultType === "error") {
    // it can't tell the types of some ARNs apart either, and judges them just as well without knowing
    if (result.errors.message.endsWith(".resource.types")) return withoutData(question, resource);
    throw new Error(`${action} on ${resourceArn} cannot be simulated: ${JSON.stringify(result.errors)}`);
  }
  for (const { document } of documentsOf(question)) sound.add(document);
  const analysis = decisive(result);
  return {
    allowed: result.overallResult === "Allowed",
    because: analysis ? because(analysis, question) : nothing,
  };
}

function simulationOf(question: Question, resource: string, policyOf: (one: NamedDocument) => unknown): Simulation {
  const { resourcePolicy, boundary } = question;
  const given = (one: NamedDocument) => ({ name: one.name, policy: policyOf(one) });
  return {
    request: {
      principal: question.principalArn,
      action: question.action,
      resource: { resource, accountId: question.resourceAccountId },
      contextVariables: Object.fromEntries(
        Object.entries(question.context).map(([key, value]) => [key, typeof value === "string" ? value : [...value]]),
      ),
    },
    identityPolicies: question.identityPolicies.map(given),
    serviceControlPolicies: question.serviceControlPolicies.map(({ of, policies }) => ({
      orgIdentifier: of,
      policies: policies.map(given),
    })),
    resourceControlPolicies:
      question.resourceControlPolicies.length === 0
        ? []
        : [
            {
              orgIdentifier: "the organization",
              policies: [fullAccess, ...question.resourceControlPolicies.map(given)],
            },
          ],
    ...(resourcePolicy ? { resourcePolicy: policyOf(resourcePolicy) } : {}),
    ...(boundary ? { permissionBoundaryPolicies: [given(boundary)] } : {}),
  };
}

/** Of a resource with a wildcard, that of its parts which decided. */
function decisive(result: SuccessfulRunSimulationResults): RequestAnalysis | undefined {
  if (result.resultType === "single") return result.result.analysis;
  const { overallResult, results } = result;
  return (results.find(({ analysis }) => analysis.result === overallResult) ?? results[0])?.analysis;
}

/**
 * Without its data about services: all context is handed on, and no ARN is looked up. It does not say what decided, so
 * each statement is asked alone.
 */
function withoutData(question: Question, resource: string): Verdict {
  const decided = (asked: Question) => runUnsafeSimulation(simulationOf(asked, resource, asItIs), {});
  const verdict = decided(question);
  const effect = verdict === "Allowed" ? "Allow" : "Deny";
  if (verdict !== "ImplicitlyDenied") {
    const { identityPolicies, resourceControlPolicies, resourcePolicy } = question;
    const ofResource = [...resourceControlPolicies, ...(resourcePolicy ? [resourcePolicy] : [])];
    const granting = [...identityPolicies, ...(resourcePolicy ? [resourcePolicy] : [])];
    const statements = (verdict === "Allowed" ? granting : documentsOf(question)).flatMap((one) =>
      one.document.Statement.filter(
        (statement) => statement.Effect === effect && isAbout(question, resource, statement, ofResource.includes(one)),
      ).map(({ Sid }) => `${one.name}: ${Sid ?? "?"}`),
    );
    return { allowed: verdict === "Allowed", because: said(statements) };
  }
  const { boundary } = question;
  const isBounded = boundary !== null && decided({ ...question, boundary: null }) === "Allowed";
  return { allowed: false, because: isBounded ? `${boundary.name} does not allow it` : nothing };
}

/** Whether a statement speaks of what is asked: a denial in its place would deny it. */
function isAbout(question: Question, resource: string, statement: Statement, isOfResource: boolean): boolean {
  const document: Document = { Version: "2012-10-17", Statement: [{ ...statement, Effect: "Deny" }] };
  const alone: NamedDocument = { name: "alone", document };
  const asked: Question = {
    ...question,
    identityPolicies: isOfResource ? [] : [alone],
    boundary: null,
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: isOfResource ? alone : null,
  };
  return runUnsafeSimulation(simulationOf(asked, resource, asItIs), {}) === "ExplicitlyDenied";
}

const documentsOf = (question: Question): readonly NamedDocument[] => [
  ...question.identityPolicies,
  ...(question.boundary ? [question.boundary] : []),
  ...question.serviceControlPolicies.flatMap(({ policies }) => policies),
  ...question.resourceControlPolicies,
  ...(question.resourcePolicy ? [question.resourcePolicy] : []),
];

/** Documents in which the simulator found no fault: to check them again at each question is most of its work. */
const sound = new WeakSet<Document>();

// IAM takes a document without statements, the simulator's check does not
const checked = (one: NamedDocument): unknown =>
  sound.has(one.document) || one.document.Statement.length === 0 ? asItIs(one) : one.document;

/** In the form in which the simulator takes a document without a check. */
const asItIs = ({ name, document }: NamedDocument) => ({
  __validated: true,
  policyDocument: document,
  metadata: { name },
  errors: [],
});

/** What AWS has attached everywhere beside resource control policies; the simulator knows it only where it looks up ARNs. */
const fullAccess = {
  name: "RCPFullAWSAccess",
  policy: asItIs({
    name: "RCPFullAWSAccess",
    document: {
      Version: "2012-10-17",
      Statement: [{ Sid: "Everything", Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
    },
  }),
};
