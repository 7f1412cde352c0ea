import type { Access, Caller, Context } from "../access.ts";
import { AwsError } from "../aws-error.ts";
import type { Clock } from "../clock.ts";
import type { AccountChange } from "../organizations/account-changes.ts";
import type { Organizations } from "../organizations/organizations.ts";
import { executionRoleName } from "./execution-role.ts";
import type {
  CallAs,
  CreateStackSetInput,
  DeleteStackInstancesInput,
  DeploymentTargets,
  DescribeStackInstanceInput,
  ListStackInstancesInput,
  OperationNamed,
  OperationPreferences,
  StackInstance,
  StackInstancesInput,
  StackSet,
  StackSetNamed,
  StackSetOperation,
  StackSetOperationResult,
  UpdateStackSetInput,
} from "./messages.ts";
import type { StackDeployer } from "./stack-deployer.ts";
import { checkedTemplate } from "./template-check.ts";

export interface StackSetsProps {
  readonly organizations: Organizations;
  readonly clock: Clock;
  readonly access: Access;
  readonly deployer: StackDeployer;
}

/** The service that an organization trusts once StackSets are activated for it, and that has delegated administrators. */
export const stackSetsService = "member.org.stacksets.cloudformation.amazonaws.com";

interface KnownStackSet {
  readonly set: StackSet;
  readonly region: string;
  readonly template: object;
  /** What it is deployed to, now and in future. */
  readonly targets: readonly { readonly id: string; readonly region: string }[];
  readonly instances: readonly KnownInstance[];
}

interface KnownInstance {
  readonly shown: StackInstance;
  /** What was made in the account; `null`: nothing could be. */
  readonly template: object | null;
}

interface KnownOperation {
  readonly shown: StackSetOperation;
  readonly results: readonly StackSetOperationResult[];
}

/** An account and Region that an operation is to work on. */
interface Spot {
  readonly account: string;
  readonly region: string;
  readonly targetId: string;
}

/**
 * CloudFormation StackSets with service-managed permissions, as far as they make roles and policies. All of them belong
 * to the management account, those that a delegated administrator created too.
 * Source: docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-associate-stackset-with-org.html
 */
export class StackSets {
  readonly #organizations: Organizations;
  readonly #clock: Clock;
  readonly #access: Access;
  readonly #deployer: StackDeployer;
  /** By Region and name. */
  readonly #sets = new Map<string, KnownStackSet>();
  /** By operation id. */
  readonly #operations = new Map<string, KnownOperation>();
  #created = 0;
  #automatic: Promise<unknown> = Promise.resolve();

  constructor({ organizations, clock, access, deployer }: StackSetsProps) {
    this.#organizations = organizations;
    this.#clock = clock;
    this.#access = access;
    this.#deployer = deployer;
    organizations.onAccountChange((change) => {
      const done = this.#follow(change);
      this.#automatic = Promise.all([this.#automatic, done]);
      return done;
    });
  }

  /** Ends when accounts that were put into the world have what they are to have. */
  async settled(): Promise<void> {
    await this.#automatic;
  }

  /** By the management account: from then on StackSets may make roles in its members. */
  async activateOrganizationsAccess(caller: Caller, region: string): Promise<void> {
    await this.#may(caller, "ActivateOrganizationsAccess", "*");
    if (caller.accountId !== this.#organizations.managementAccountId) {
      throw new AwsError(
        "InvalidOperationException",
        `got ${caller.accountId}; use the management account (${region})`,
      );
    }
    this.#organizations.trustService(stackSetsService);
  }

  async describeOrganizationsAccess(caller: Caller, _region: string): Promise<{ Status: "ENABLED" | "DISABLED" }> {
    await this.#may(caller, "DescribeOrganizationsAccess", "*");
    return { Status: this.#organizations.trustsService(stackSetsService) ? "ENABLED" : "DISABLED" };
  }

  async createStackSet(caller: Caller, region: string, input: CreateStackSetInput): Promise<{ StackSetId: string }> {
    const { StackSetName: name, Tags = [], Capabilities = [] } = input;
    const tags = Object.fromEntries(Tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value]));
    await this.#mayOn(caller, "CreateStackSet", region, name, tags);
    // "If you don't [have permission to tag], the entire CreateStackSet action fails with an access denied error":
    // docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html
    if (Tags.length > 0) await this.#mayOn(caller, "TagResource", region, name, tags);
    this.#requireStanding(caller, input.CallAs);
    if (input.PermissionModel !== "SERVICE_MANAGED") {
      throw invalid(`got PermissionModel ${input.PermissionModel}; this model has SERVICE_MANAGED`);
    }
    if (!this.#organizations.trustsService(stackSetsService)) {
      throw invalid("You must enable organizations access to operate a service managed stack set");
    }
    if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(name)) throw invalid(`got the name ${name}`);
    const template = checkedTemplate(input.TemplateBody, Capabilities);
    if (this.#sets.has(keyOf(region, name))) {
      throw new AwsError("NameAlreadyExistsException", `The StackSet name ${name} already exists`, 409);
    }
    const owner = this.#organizations.managementAccountId;
    const id = `${name}:${this.#nextId()}`;
    this.#sets.set(keyOf(region, name), {
      region,
      template,
      targets: [],
      instances: [],
      set: {
        StackSetName: name,
        StackSetId: id,
        StackSetARN: `arn:aws:cloudformation:${region}:${owner}:stackset/${id}`,
        Status: "ACTIVE",
        Description: input.Description,
        TemplateBody: input.TemplateBody,
        Capabilities,
        Tags,
        PermissionModel: "SERVICE_MANAGED",
        AutoDeployment: input.AutoDeployment,
        AdministrationRoleARN: `arn:aws:iam::${owner}:role/aws-service-role/stacksets.cloudformation.amazonaws.com/AWSServiceRoleForCloudFormationStackSetsOrgAdmin`,
        ExecutionRoleName: executionRoleName(owner),
        OrganizationalUnitIds: [],
      },
    });
    return { StackSetId: id };
  }

  /** Changes every instance too. */
  async updateStackSet(caller: Caller, region: string, input: UpdateStackSetInput): Promise<{ OperationId: string }> {
    const { StackSetName: name, Tags } = input;
    await this.#mayOn(caller, "UpdateStackSet", region, name);
    this.#requireStanding(caller, input.CallAs);
    const known = this.#get(region, name);
    const { set } = known;
    const capabilities = input.Capabilities ?? [];
    const template = checkedTemplate(input.TemplateBody, capabilities);
    const updated: KnownStackSet = {
      ...known,
      template,
      set: {
        ...set,
        Description: input.Description ?? set.Description,
        TemplateBody: input.TemplateBody,
        Capabilities: capabilities,
        Tags: Tags ?? set.Tags,
        AutoDeployment: input.AutoDeployment ?? set.AutoDeployment,
      },
    };
    this.#put(updated);
    // those whose deletion has failed are left out:
    // docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-concepts.html, stack instance status codes
    const operable = updated.instances.filter(({ shown }) => shown.Status !== "INOPERABLE");
    const spots = operable.map(({ shown }) => spotOf(shown));
    return this.#operate(updated, "UPDATE", spots, input, (spot) => this.#deploy(region, name, spot));
  }

  async deleteStackSet(caller: Caller, region: string, input: StackSetNamed): Promise<void> {
    const { StackSetName: name } = input;
    await this.#mayOn(caller, "DeleteStackSet", region, name);
    this.#requireStanding(caller, input.CallAs);
    if (this.#get(region, name).instances.length > 0) {
      throw new AwsError("StackSetNotEmptyException", `StackSet ${name} is not empty`, 409);
    }
    this.#sets.delete(keyOf(region, name));
  }

  async describeStackSet(caller: Caller, region: string, input: StackSetNamed): Promise<{ StackSet: StackSet }> {
    await this.#mayOn(caller, "DescribeStackSet", region, input.StackSetName);
    this.#requireStanding(caller, input.CallAs);
    return { StackSet: this.#get(region, input.StackSetName).set };
  }

  async listStackSets(
    caller: Caller,
    region: string,
    input: { readonly CallAs?: CallAs | undefined },
  ): Promise<{ Summaries: readonly StackSet[] }> {
    await this.#may(caller, "ListStackSets", "*");
    this.#requireStanding(caller, input.CallAs);
    return { Summaries: [...this.#sets.values()].filter((one) => one.region === region).map(({ set }) => set) };
  }

  /** With auto-deployment, accounts that come to the targets later get theirs by themselves. */
  async createStackInstances(
    caller: Caller,
    region: string,
    input: StackInstancesInput,
  ): Promise<{ OperationId: string }> {
    const { StackSetName: name, Regions } = input;
    await this.#mayOn(caller, "CreateStackInstances", region, name);
    this.#requireStanding(caller, input.CallAs);
    const known = this.#get(region, name);
    const ids = this.#targetIds(input);
    const added = ids.flatMap((id) => Regions.map((one) => ({ id, region: one })));
    const before = known.targets.filter((old) => !added.some((one) => isSame(one, old)));
    const updated = { ...known, targets: [...before, ...added] };
    this.#put(updated);
    const spots = this.#spots(added, input.DeploymentTargets);
    return this.#operate(updated, "CREATE", spots, input, (spot) => this.#deploy(region, name, spot));
  }

  async updateStackInstances(
    caller: Caller,
    region: string,
    input: StackInstancesInput,
  ): Promise<{ OperationId: string }> {
    const { StackSetName: name } = input;
    await this.#mayOn(caller, "UpdateStackInstances", region, name);
    this.#requireStanding(caller, input.CallAs);
    const known = this.#get(region, name);
    const spots = this.#instancesAt(known, input);
    return this.#operate(known, "UPDATE", spots, input, (spot) => this.#deploy(region, name, spot));
  }

  async deleteStackInstances(
    caller: Caller,
    region: string,
    input: DeleteStackInstancesInput,
  ): Promise<{ OperationId: string }> {
    const { StackSetName: name, Regions, RetainStacks } = input;
    await this.#mayOn(caller, "DeleteStackInstances", region, name);
    this.#requireStanding(caller, input.CallAs);
    const known = this.#get(region, name);
    const spots = this.#instancesAt(known, input);
    const ids = this.#targetIds(input);
    const targets = known.targets.filter((one) => !(ids.includes(one.id) && Regions.includes(one.region)));
    this.#put({ ...known, targets });
    return this.#operate(known, "DELETE", spots, input, (spot) => this.#remove(region, name, spot, RetainStacks));
  }

  async listStackInstances(
    caller: Caller,
    region: string,
    input: ListStackInstancesInput,
  ): Promise<{ Summaries: readonly StackInstance[] }> {
    await this.#mayOn(caller, "ListStackInstances", region, input.StackSetName);
    this.#requireStanding(caller, input.CallAs);
    const { StackInstanceAccount, StackInstanceRegion } = input;
    const shown = this.#get(region, input.StackSetName).instances.map((one) => one.shown);
    return {
      Summaries: shown.filter(
        ({ Account, Region }) =>
          (StackInstanceAccount ?? Account) === Account && (StackInstanceRegion ?? Region) === Region,
      ),
    };
  }

  async describeStackInstance(
    caller: Caller,
    region: string,
    input: DescribeStackInstanceInput,
  ): Promise<{ StackInstance: StackInstance }> {
    const { StackSetName: name, StackInstanceAccount: account } = input;
    await this.#mayOn(caller, "DescribeStackInstance", region, name);
    this.#requireStanding(caller, input.CallAs);
    const spot = { account, region: input.StackInstanceRegion };
    const found = this.#get(region, name).instances.find(({ shown }) => isAt(shown, spot));
    if (found) return { StackInstance: found.shown };
    const message = `Stack instance for StackSet ${name}, account ${account} and Region ${spot.region} not found`;
    throw new AwsError("StackInstanceNotFoundException", message, 404);
  }

  async describeStackSetOperation(
    caller: Caller,
    region: string,
    input: OperationNamed,
  ): Promise<{ StackSetOperation: StackSetOperation }> {
    await this.#mayOn(caller, "DescribeStackSetOperation", region, input.StackSetName);
    this.#requireStanding(caller, input.CallAs);
    return { StackSetOperation: this.#operation(region, input).shown };
  }

  async listStackSetOperationResults(
    caller: Caller,
    region: string,
    input: OperationNamed,
  ): Promise<{ Summaries: readonly StackSetOperationResult[] }> {
    await this.#mayOn(caller, "ListStackSetOperationResults", region, input.StackSetName);
    this.#requireStanding(caller, input.CallAs);
    return { Summaries: this.#operation(region, input).results };
  }

  // who may

  async #mayOn(caller: Caller, action: string, region: string, name: string, context: Context = {}): Promise<void> {
    await this.#may(caller, action, `arn:aws:cloudformation:${region}:${caller.accountId}:stackset/${name}:*`, context);
  }

  async #may({ accountId, ...caller }: Caller, action: string, arn: string, context: Context = {}): Promise<void> {
    const target = { arn, accountId, policy: null };
    await this.#access.require({ accountId, ...caller }, `cloudformation:${action}`, target, context);
  }

  #requireStanding({ accountId }: Caller, callAs: CallAs = "SELF"): void {
    if (callAs === "DELEGATED_ADMIN") {
      if (this.#organizations.isDelegatedAdministrator(accountId, stackSetsService)) return;
      throw invalid("Account used is not a delegated administrator");
    }
    if (accountId === this.#organizations.managementAccountId) return;
    throw invalid(
      "You must be the management account or delegated admin account of an organization before operating a SERVICE_MANAGED stack set",
    );
  }

  // what operations do

  /** Goes on until more fail than is tolerated; those left are cancelled. */
  async #operate(
    { set, region }: KnownStackSet,
    Action: StackSetOperation["Action"],
    spots: readonly Spot[],
    input: {
      readonly OperationId?: string | undefined;
      readonly OperationPreferences?: OperationPreferences | undefined;
      readonly DeploymentTargets?: DeploymentTargets | undefined;
      readonly RetainStacks?: boolean;
    },
    act: (spot: Spot) => Promise<string | null>,
  ): Promise<{ OperationId: string }> {
    const OperationId = input.OperationId ?? this.#nextId();
    if (this.#operations.has(OperationId)) {
      throw new AwsError("OperationIdAlreadyExistsException", `Operation ${OperationId} already exists`, 409);
    }
    const tolerated = toleratedOf(spots.length, input.OperationPreferences);
    const results: StackSetOperationResult[] = [];
    const shown: StackSetOperation = {
      OperationId,
      StackSetId: set.StackSetId,
      Action,
      Status: "RUNNING",
      RetainStacks: input.RetainStacks,
      CreationTimestamp: this.#clock.date(),
      DeploymentTargets: input.DeploymentTargets,
    };
    this.#operations.set(OperationId, { shown, results });
    for (const spot of spots) {
      const place = { Account: spot.account, Region: spot.region, OrganizationalUnitId: spot.targetId };
      if (failuresIn(results) > tolerated) results.push({ ...place, Status: "CANCELLED" });
      else {
        const why = await act(spot);
        results.push(
          why === null ? { ...place, Status: "SUCCEEDED" } : { ...place, Status: "FAILED", StatusReason: why },
        );
      }
    }
    const Status = failuresIn(results) > tolerated ? "FAILED" : "SUCCEEDED";
    this.#operations.set(OperationId, { shown: { ...shown, Status, EndTimestamp: this.#clock.date() }, results });
    this.#show(region, set.StackSetName);
    return { OperationId };
  }

  /** @returns why it failed; `null`: it did not */
  async #deploy(region: string, name: string, spot: Spot): Promise<string | null> {
    const { set, template, instances } = this.#get(region, name);
    const before = instances.find(({ shown }) => isAt(shown, spot));
    const StackId =
      before?.shown.StackId ??
      `arn:aws:cloudformation:${spot.region}:${spot.account}:stack/StackSet-${name}-${this.#nextId()}/${this.#nextId()}`;
    const why = await reasonOf(this.#deployer.deploy(spot.account, template, before?.template ?? undefined, StackId));
    const shown: StackInstance = {
      StackSetId: set.StackSetId,
      Account: spot.account,
      Region: spot.region,
      OrganizationalUnitId: spot.targetId,
      StackId,
      Status: why === null ? "CURRENT" : "OUTDATED",
      StatusReason: why ?? undefined,
      StackInstanceStatus: { DetailedStatus: why === null ? "SUCCEEDED" : "FAILED" },
    };
    this.#putInstance(region, name, spot, { shown, template: why === null ? template : (before?.template ?? null) });
    return why;
  }

  async #remove(region: string, name: string, spot: Spot, retain: boolean): Promise<string | null> {
    const before = this.#get(region, name).instances.find(({ shown }) => isAt(shown, spot));
    if (before?.template && !retain) {
      const { shown, template } = before;
      const why = await reasonOf(this.#deployer.remove(spot.account, template, shown.StackId));
      if (why !== null) {
        const detail = { StackInstanceStatus: { DetailedStatus: "FAILED" } } as const;
        const inoperable = { ...shown, ...detail, Status: "INOPERABLE", StatusReason: why } as const;
        this.#putInstance(region, name, spot, { ...before, shown: inoperable });
        return why;
      }
    }
    this.#putInstance(region, name, spot, null);
    return null;
  }

  /**
   * "triggered when accounts are added to a target organization or OU, removed from [one], or moved between":
   * docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
   */
  async #follow({ accountId, kind }: AccountChange): Promise<void> {
    if (kind === "suspended" || kind === "closed" || !this.#organizations.trustsService(stackSetsService)) return;
    for (const { set, region, targets, instances } of [...this.#sets.values()]) {
      if (set.AutoDeployment?.Enabled !== true) continue;
      const name = set.StackSetName;
      const wanted = this.#spots(targets).filter(({ account }) => account === accountId);
      const had = instances.filter(({ shown }) => shown.Account === accountId);
      for (const { shown } of had) {
        if (wanted.some((spot) => isAt(shown, spot))) continue;
        const retain = set.AutoDeployment.RetainStacksOnAccountRemoval ?? false;
        await this.#remove(region, name, spotOf(shown), retain);
      }
      for (const spot of wanted) {
        if (!had.some(({ shown }) => isAt(shown, spot))) await this.#deploy(region, name, spot);
      }
    }
  }

  /** Accounts of the targets, each once a Region; never the management account, whatever it is in. */
  #spots(
    targets: readonly { readonly id: string; readonly region: string }[],
    { AccountFilterType = "NONE", Accounts = [] }: DeploymentTargets = {},
  ): readonly Spot[] {
    const all = targets.flatMap(({ id, region }) =>
      this.#organizations
        .accountsBelow(id)
        .filter((account) => account !== this.#organizations.managementAccountId)
        .filter(
          (account) =>
            AccountFilterType === "NONE" || Accounts.includes(account) === (AccountFilterType === "INTERSECTION"),
        )
        .map((account) => ({ account, region, targetId: id })),
    );
    return all.filter((spot, index) => all.findIndex((one) => isEqual(one, spot)) === index);
  }

  /** Of the instances there are, those that a request names by their targets. */
  #instancesAt({ instances }: KnownStackSet, input: StackInstancesInput): readonly Spot[] {
    const ids = this.#targetIds(input);
    return instances
      .map(({ shown }) => spotOf(shown))
      .filter(({ region, targetId }) => input.Regions.includes(region) && ids.includes(targetId));
  }

  #targetIds({ DeploymentTargets, Accounts = [] }: StackInstancesInput): readonly string[] {
    const ids = DeploymentTargets?.OrganizationalUnitIds ?? [];
    if (Accounts.length > 0 || ids.length === 0) {
      throw invalid("StackSets with SERVICE_MANAGED permission model can only have OrganizationalUnit as target");
    }
    const unknown = ids.find((id) => !this.#organizations.isUnitOrRoot(id));
    if (unknown !== undefined) throw invalid(`Organizational unit ${unknown} does not exist`);
    return ids;
  }

  // what is kept

  #get(region: string, name: string): KnownStackSet {
    const known = this.#sets.get(keyOf(region, name));
    if (!known) throw new AwsError("StackSetNotFoundException", `StackSet ${name} not found`, 404);
    return known;
  }

  #put(known: KnownStackSet): void {
    this.#sets.set(keyOf(known.region, known.set.StackSetName), known);
  }

  #putInstance(region: string, name: string, spot: Spot, instance: KnownInstance | null): void {
    const known = this.#get(region, name);
    const others = known.instances.filter(({ shown }) => !isAt(shown, spot));
    this.#put({ ...known, instances: instance === null ? others : [...others, instance] });
  }

  #show(region: string, name: string): void {
    const known = this.#get(region, name);
    const ids = [...new Set(known.targets.map(({ id }) => id))];
    this.#put({ ...known, set: { ...known.set, OrganizationalUnitIds: ids } });
  }

  #operation(region: string, { StackSetName, OperationId }: OperationNamed): KnownOperation {
    const { set } = this.#get(region, StackSetName);
    const known = this.#operations.get(OperationId);
    if (known?.shown.StackSetId === set.StackSetId) return known;
    throw new AwsError("OperationNotFoundException", `Operation ${OperationId} not found`, 404);
  }

  #nextId(): string {
    this.#created += 1;
    return `00000000-0000-4000-8000-${String(this.#created).padStart(12, "0")}`;
  }
}

const invalid = (message: string) => new AwsError("ValidationError", message);

const keyOf = (region: string, name: string) => `${region}/${name}`;

const spotOf = ({ Account, Region, OrganizationalUnitId }: StackInstance): Spot => ({
  account: Account,
  region: Region,
  targetId: OrganizationalUnitId,
});

const isAt = ({ Account, Region }: StackInstance, spot: Pick<Spot, "account" | "region">) =>
  Account === spot.account && Region === spot.region;

const isEqual = (one: Spot, other: Spot) => one.account === other.account && one.region === other.region;

const isSame = (one: { id: string; region: string }, other: { id: string; region: string }) =>
  one.id === other.id && one.region === other.region;

const failuresIn = (results: readonly StackSetOperationResult[]) =>
  results.filter(({ Status }) => Status === "FAILED").length;

/** "When calculating the number of accounts based on the specified percentage, CloudFormation rounds down." */
function toleratedOf(
  count: number,
  { FailureToleranceCount, FailureTolerancePercentage = 0 }: OperationPreferences = {},
): number {
  return FailureToleranceCount ?? Math.floor((count * FailureTolerancePercentage) / 100);
}

async function reasonOf(attempt: Promise<void>): Promise<string | null> {
  try {
    await attempt;
    return null;
  } catch (error) {
    if (error instanceof AwsError) return error.message;
    throw error;
  }
}
