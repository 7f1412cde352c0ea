import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import { ListOpenIDConnectProvidersCommand } from "@aws-sdk/client-iam";
import type { Caller, Context } from "../model/access.ts";
import { AwsError } from "../model/aws-error.ts";
import type { Cloud } from "../model/cloud.ts";
import { answerBackup, backupOperation } from "./backup-service.ts";
import { answerCloudFormation } from "./cloudformation-service.ts";
import { type Fault, type Faults, faultError, slowMs } from "./fault.ts";
import { operationInTarget } from "./forwarded/json-input.ts";
import { mapForwarded } from "./forwarded-request.ts";
import { requireAllowed } from "./forwarding.ts";
import { IamMirror } from "./iam-mirror.ts";
import { refuseMisuse } from "./iam-refusals.ts";
import { isMutating } from "./is-mutating.ts";
import { KmsMirror } from "./kms-mirror.ts";
import { Moto } from "./moto.ts";
import { type MotoServer, startMotoServer } from "./moto-server.ts";
import { OneAfterAnother } from "./one-after-another.ts";
import { answerOrganizations } from "./organizations-service.ts";
import { type LoggedRequest, RequestLog } from "./request-log.ts";
import { s3Request } from "./s3-request.ts";
import { S3Service } from "./s3-service.ts";
import { createServiceLinkedRole } from "./service-linked-roles.ts";
import { type IssuedCredentials, type Session, Sessions } from "./sessions.ts";
import { StsService } from "./sts-service.ts";
import { errorAnswer, protocolOf, type WireAnswer } from "./wire-answer.ts";
import { parseRequest, type WireRequest } from "./wire-request.ts";

export interface StandInProps {
  readonly cloud: Cloud;
  /** @default nothing goes wrong */
  readonly faults?: Faults;
  /** @default any free one */
  readonly port?: number;
}

/** Starts the emulated AWS: the model answers what it knows, a `moto_server` of its own the rest. */
export async function startStandIn({ cloud, faults = () => null, port = 0 }: StandInProps): Promise<StandIn> {
  // without it there are none of AWS's own policies
  const moto = await startMotoServer({ MOTO_IAM_LOAD_MANAGED_POLICIES: "true" });
  const standIn = new StandIn(cloud, moto, faults);
  try {
    await standIn.listen(port);
  } catch (error) {
    moto.stop();
    throw error;
  }
  return standIn;
}

/** AWS over the wire, on a port of this machine. */
export class StandIn {
  readonly cloud: Cloud;
  readonly log = new RequestLog();
  readonly #server: Server;
  readonly #motoServer: MotoServer;
  readonly #moto: Moto;
  readonly #sessions = new Sessions();
  readonly #sts: StsService;
  readonly #s3: S3Service;
  readonly #iamMirror: IamMirror;
  readonly #kmsMirror: KmsMirror;
  readonly #settling = new OneAfterAnother();
  #faults: Faults;
  #url = "";
  #count = 0;

  constructor(cloud: Cloud, motoServer: MotoServer, faults: Faults) {
    this.cloud = cloud;
    this.#faults = faults;
    this.#motoServer = motoServer;
    this.#moto = new Moto(motoServer.url);
    this.#iamMirror = new IamMirror(cloud.iam, this.#moto);
    this.#kmsMirror = new KmsMirror(cloud.kms, this.#moto);
    this.#s3 = new S3Service({ cloud, forward: (request, accountId) => this.#moto.forward(request, accountId) });
    this.#sts = new StsService({
      cloud,
      sessions: this.#sessions,
      identityProvidersOf: (accountId) => this.#identityProvidersOf(accountId),
    });
    this.#server = createServer((request, response) => void this.#serve(request, response));
    // terraform keeps its connections for longer than Node's default of five seconds
    this.#server.keepAliveTimeout = 60_000;
  }

  get url(): string {
    return this.#url;
  }

  /** Of what is behind it; whoever asks there is asked for nothing. */
  get motoUrl(): string {
    return this.#motoServer.url;
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, "127.0.0.1", resolve);
    });
    const address = this.#server.address();
    this.#url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : port}`;
  }

  /** Ends it, and moto with it. */
  async close(): Promise<void> {
    this.#motoServer.stop();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  /** From now on, this is what goes wrong. */
  setFaults(faults: Faults): void {
    this.#faults = faults;
  }

  /** A key pair of a principal that exists. @param context what its session carries, such as `aws:MultiFactorAuthPresent` */
  credentialsOf(principalArn: string, context: Context = {}): IssuedCredentials {
    const accountId = principalArn.split(":")[4] ?? "";
    return this.#sessions.issue({ arn: principalArn, accountId, context });
  }

  /** The environment variables with which Terraform, the AWS CLI and the SDKs are that principal, here and not in AWS. */
  env(principalArn: string, context: Context = {}, region = "eu-west-2"): Readonly<Record<string, string>> {
    const { accessKeyId, secretAccessKey, sessionToken } = this.credentialsOf(principalArn, context);
    return {
      AWS_ENDPOINT_URL: this.url,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
      AWS_REGION: region,
      // the one that the AWS CLI reads
      AWS_DEFAULT_REGION: region,
      AWS_EC2_METADATA_DISABLED: "true",
    };
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = parseRequest({
      method: incoming.method ?? "GET",
      url: incoming.url ?? "/",
      headers: headersOf(incoming),
      body: await bodyOf(incoming),
    });
    const { service, region, form } = request;
    const operation = operationOf(request);
    const session = request.accessKeyId === null ? null : (this.#sessions.of(request.accessKeyId) ?? null);
    const accountId = session?.caller.accountId ?? null;
    const mutates = isMutating(operation);
    const fault = this.#faults({ service, operation, accountId, isMutating: mutates, count: this.#count++ });
    const entry = { service, operation, region, accountId, callerArn: session?.caller.arn ?? null, fault };
    if (fault === "cut-before") return this.#cut(response, entry);
    if (fault === "slow") await setTimeout(slowMs);

    const protocol = protocolOf(service, form !== request.query);
    let because: string | null = null;
    const answer = await this.#answer(request, operation, session, fault).catch((error: unknown) => {
      because = error instanceof Error ? error.message : String(error);
      const refusal = error instanceof AwsError ? error : new AwsError("InternalFailure", because, 500);
      return errorAnswer(protocol, service, refusal);
    });
    if (mutates && accountId !== null) this.#noteWrite(request, operation, accountId, answer);
    if (fault === "cut-after") return this.#cut(response, entry);
    if (because === null && answer.status >= 400) because = said(answer.body);
    this.log.add({ ...entry, status: answer.status, because });
    const body = request.method === "HEAD" ? "" : answer.body;
    response.writeHead(answer.status, {
      "x-amzn-requestid": `00000000-0000-4000-8000-${String(this.#count).padStart(12, "0")}`,
      ...answer.headers,
      ...(request.method === "HEAD" ? {} : { "content-length": Buffer.byteLength(body) }),
    });
    response.end(body);
  }

  async #answer(
    request: WireRequest,
    operation: string,
    session: Session | null,
    fault: Fault | null,
  ): Promise<WireAnswer> {
    const { service, region, form } = request;
    if (fault === "throttle" || fault === "server-error") {
      throw faultError(fault, protocolOf(service, form !== request.query));
    }
    if (request.accessKeyId !== null && !session) {
      throw new AwsError("InvalidClientTokenId", "The security token included in the request is invalid.", 403);
    }
    await this.#settle();
    if (service === "sts") return this.#sts.answer(withContext(session, region), operation, request);
    if (!session) throw new AwsError("MissingAuthenticationToken", "Request is missing Authentication Token", 403);

    const caller = inRequest(session.caller, region);
    if (service === "backup") return answerBackup(this.cloud, caller, request);
    if (service === "organizations") return answerOrganizations(this.cloud, caller, operation, request);
    if (service === "cloudformation") return answerCloudFormation(this.cloud, caller, operation, request);
    const mapped = mapForwarded(request, caller, this.cloud, this.#s3.buckets);
    await requireAllowed(this.cloud, caller, service, mapped);
    if (service === "s3") return this.#s3.answer(caller, request);
    if (service === "iam") {
      refuseMisuse(this.cloud.iam, operation, form);
      if (operation === "CreateServiceLinkedRole") {
        const made = createServiceLinkedRole(this.cloud, caller.accountId, form.get("AWSServiceName") ?? "");
        if (made) return made;
      }
    }
    return this.#moto.forward(request, mapped.accountId ?? caller.accountId);
  }

  /** Makes the model know what was done by moto, and moto what was done in the model. */
  #settle(): Promise<void> {
    return this.#settling.run("mirrors", async () => {
      await this.#iamMirror.settle();
      await this.#kmsMirror.settle();
    });
  }

  #noteWrite({ service, region, form }: WireRequest, operation: string, accountId: string, answer: WireAnswer): void {
    if (service === "iam") this.#iamMirror.written(accountId);
    if (service === "kms") this.#kmsMirror.written(accountId, region);
    if (service === "iam" && operation === "CreateAccessKey" && answer.status === 200) {
      const key = /<AccessKeyId>(.*?)<\/AccessKeyId>/.exec(answer.body.toString())?.[1];
      const user = this.cloud.iam.users().find(({ arn }) => arn.endsWith(`/${form.get("UserName")}`));
      if (key !== undefined && user) this.#sessions.learn(key, user.arn, accountId);
    }
  }

  async #identityProvidersOf(accountId: string): Promise<readonly string[]> {
    const { OpenIDConnectProviderList = [] } = await this.#moto
      .iam(accountId)
      .send(new ListOpenIDConnectProvidersCommand({}));
    return OpenIDConnectProviderList.map(({ Arn = "" }) => Arn.slice(Arn.indexOf("/") + 1));
  }

  #cut(response: ServerResponse, entry: Omit<LoggedRequest, "status" | "because">): void {
    this.log.add({ ...entry, status: null, because: "the connection was cut" });
    response.socket?.destroy();
  }
}

function operationOf(request: WireRequest): string {
  const { service, method, path, headers, form } = request;
  if (service === "backup") return backupOperation(method, path)?.operation.name ?? `${method} ${path}`;
  if (service === "s3") return s3Request(request).operation;
  return form.get("Action") ?? operationInTarget(headers);
}

// policies require TLS, which the stand-in has no need of
const inRequest = ({ context, ...caller }: Caller, region: string): Caller => ({
  ...caller,
  context: { "aws:SecureTransport": "true", "aws:RequestedRegion": region, ...context },
});

const withContext = (session: Session | null, region: string): Session | null =>
  session && { ...session, caller: inRequest(session.caller, region) };

const headersOf = ({ headers }: IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** What an answer of moto says, shortened. */
const said = (body: Buffer | string) => body.toString().replaceAll(/\s+/g, " ").slice(0, 300);
