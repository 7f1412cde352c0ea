import type * as aws from "@aws-sdk/client-organizations";
import type { Access, Caller, Question } from "../access.ts";
import type { Clock } from "../clock.ts";
import { AccountChanges, type AccountListener } from "./account-changes.ts";
import { AccountOperations } from "./account-operations.ts";
import { AttachmentOperations } from "./attachment-operations.ts";
import { DelegateOperations } from "./delegate-operations.ts";
import { DelegationPolicy } from "./delegation-policy.ts";
import { Departures } from "./departures.ts";
import { OrganizationAccess } from "./organization-access.ts";
import { OrganizationPolicies } from "./organization-policies.ts";
import { type AccountStanding, OrganizationTree, type OrganizationUnit } from "./organization-tree.ts";
import type { OrganizationWorld } from "./organization-world.ts";
import { ParsedDocuments } from "./parsed-documents.ts";
import { Places } from "./places.ts";
import type { ModelledPolicyType } from "./policy-content.ts";
import { PolicyOperations } from "./policy-operations.ts";
import { PolicyTypeOperations } from "./policy-type-operations.ts";
import { ResourcePolicyOperations } from "./resource-policy-operations.ts";
import { ServiceAccessOperations } from "./service-access-operations.ts";
import { ServiceDelegations } from "./service-delegations.ts";
import { TagOperations } from "./tag-operations.ts";
import { Tags } from "./tags.ts";
import { TreeOperations } from "./tree-operations.ts";

export interface OrganizationsProps {
  readonly id: string;
  readonly rootId: string;
  readonly managementAccountId: string;
  readonly clock: Clock;
  /** Asked for at every request: who decides needs principals, which need to know the organization. */
  readonly access: () => Access;
}

/**
 * AWS Organizations: one organization, its tree, policies and delegations, and accounts outside of it. What takes no
 * caller is no request to AWS: it sets up the world as it is before anybody asks, or tells the rest of the model of it.
 */
export class Organizations {
  readonly id: string;
  readonly rootId: string;
  readonly managementAccountId: string;
  readonly #world: OrganizationWorld;
  readonly #documents = new ParsedDocuments();
  readonly #departures: Departures;
  readonly #policies: PolicyOperations;
  readonly #attachments: AttachmentOperations;
  readonly #policyTypes: PolicyTypeOperations;
  readonly #resourcePolicy: ResourcePolicyOperations;
  readonly #delegates: DelegateOperations;
  readonly #serviceAccess: ServiceAccessOperations;
  readonly #tree: TreeOperations;
  readonly #tags: TagOperations;
  readonly #accounts: AccountOperations;

  constructor({ id, rootId, managementAccountId, clock, access }: OrganizationsProps) {
    this.id = id;
    this.rootId = rootId;
    this.managementAccountId = managementAccountId;
    const tree = new OrganizationTree({ id, rootId, managementAccountId, clock });
    const policies = new OrganizationPolicies();
    const services = new ServiceDelegations();
    const delegation = new DelegationPolicy();
    const tags = new Tags();
    const delegationPolicy = () => {
      const content = delegation.content();
      return content === null ? null : this.#documents.of(content);
    };
    const world: OrganizationWorld = {
      clock,
      tree,
      policies,
      services,
      delegation,
      tags,
      changes: new AccountChanges(),
      places: new Places(tree, policies, tags),
      may: new OrganizationAccess({ tree, delegations: services, access, delegationPolicy }),
    };
    this.#world = world;
    this.#departures = new Departures(world);
    this.#policies = new PolicyOperations(world);
    this.#attachments = new AttachmentOperations(world);
    this.#policyTypes = new PolicyTypeOperations(world);
    this.#resourcePolicy = new ResourcePolicyOperations(world);
    this.#delegates = new DelegateOperations(world);
    this.#serviceAccess = new ServiceAccessOperations(world);
    this.#tree = new TreeOperations(world);
    this.#tags = new TagOperations(world);
    this.#accounts = new AccountOperations(world, this.#departures);
  }

  addUnit(unit: OrganizationUnit): void {
    this.#world.tree.addUnit(unit);
    this.#world.policies.startFor(unit.id);
  }

  addAccount(account: { readonly id: string; readonly name: string; readonly parentId: string }): void {
    const { changes, policies, tree } = this.#world;
    tree.addAccount(account);
    policies.startFor(account.id);
    void changes.tell({ accountId: account.id, kind: "joined", from: null, to: account.parentId });
  }

  /** @param organizationId `null`: of no organization at all */
  addOutsideAccount(accountId: string, organizationId: string | null): void {
    this.#world.tree.addOutsideAccount(accountId, organizationId);
  }

  switchOnPolicyType(type: ModelledPolicyType): void {
    this.#world.policies.enable(type, this.#world.tree.targets());
  }

  trustService(servicePrincipal: string): void {
    this.#world.services.trust(servicePrincipal, this.#world.clock.now());
  }

  delegateService(accountId: string, servicePrincipal: string): void {
    this.trustService(servicePrincipal);
    this.#world.services.register(accountId, servicePrincipal, this.#world.clock.now());
  }

  isMember(accountId: string): boolean {
    return this.#world.tree.member(accountId) !== undefined;
  }

  /** Whether there is such an account, in the organization or outside of it. */
  knows(accountId: string): boolean {
    return this.#world.tree.account(accountId) !== undefined;
  }

  organizationIdOf(accountId: string): string | null {
    return this.#world.tree.account(accountId)?.organizationId ?? null;
  }

  /** `o-…/r-…/ou-…/`; `null`: in no organization. */
  pathOf(accountId: string): string | null {
    return this.#world.tree.pathOf(accountId);
  }

  /** Every account of the organization, suspended ones and the management account included. */
  accountIds(): readonly string[] {
    return this.#world.tree.members().map(({ id }) => id);
  }

  /** Accounts in use below a root or unit at any depth, or the account itself. */
  accountsBelow(parentId: string): readonly string[] {
    return this.#world.tree.accountsBelow(parentId);
  }

  isUnitOrRoot(id: string): boolean {
    return this.#world.tree.isParent(id);
  }

  parentOf(id: string): string | null {
    return this.#world.tree.parentOf(id);
  }

  stateOf(accountId: string): AccountStanding {
    return this.#world.tree.stateOf(accountId);
  }

  /** `{}` without any. */
  effectiveBackupPolicy(accountId: string): object {
    const { policies, tree } = this.#world;
    return this.isMember(accountId) ? policies.effectiveBackupPolicy(tree.lineOf(accountId)) : {};
  }

  /** From the root down to the account; none while the type is off. */
  serviceControlPolicies(accountId: string): Question["serviceControlPolicies"] {
    const { policies, tree } = this.#world;
    if (!this.isMember(accountId) || !policies.isEnabled("SERVICE_CONTROL_POLICY")) return [];
    return tree.lineOf(accountId).map((of) => ({
      of,
      policies: policies.on(of, "SERVICE_CONTROL_POLICY").map(({ name, content }) => ({
        name: `service control policy ${name}`,
        document: this.#documents.of(content),
      })),
    }));
  }

  /**
   * From the root down to the account; none while the type is off, nor in the management account. Left out is what AWS
   * has attached everywhere by itself: all of these only deny.
   */
  resourceControlPolicies(accountId: string): Question["resourceControlPolicies"] {
    const { policies, tree } = this.#world;
    if (!this.isMember(accountId) || accountId === this.managementAccountId) return [];
    return tree
      .lineOf(accountId)
      .flatMap((of) => policies.on(of, "RESOURCE_CONTROL_POLICY"))
      .filter(({ isAwsManaged }) => !isAwsManaged)
      .map(({ name, content }) => ({
        name: `resource control policy ${name}`,
        document: this.#documents.of(content),
      }));
  }

  isDelegatedAdministrator(accountId: string, servicePrincipal: string): boolean {
    return this.#world.services.isDelegate(accountId, servicePrincipal);
  }

  trustsService(servicePrincipal: string): boolean {
    return this.#world.services.trusts(servicePrincipal);
  }

  /** Told after each change of an account's place or standing; a request waits for what its listeners promise. */
  onAccountChange(listener: AccountListener): void {
    this.#world.changes.listen(listener);
  }

  /** As `onAccountChange`, of accounts that nobody can use any more, that are gone for good, or no members. */
  onAccountGone(listener: AccountListener): void {
    this.#world.changes.listen((change) => (change.to === null ? listener(change) : undefined));
  }

  /** When the next suspended account is closed for good, in milliseconds since 1970. */
  nextClosureAt(): number | null {
    return this.#departures.nextClosureAt();
  }

  /** Tells of the accounts that are closed for good by now; the clock has been moved before. */
  closeDue(): Promise<void> {
    return this.#departures.closeDue();
  }

  createPolicy(caller: Caller, input: aws.CreatePolicyCommandInput): Promise<aws.CreatePolicyResponse> {
    return this.#policies.create(caller, input);
  }
  describePolicy(caller: Caller, input: aws.DescribePolicyCommandInput): Promise<aws.DescribePolicyResponse> {
    return this.#policies.describe(caller, input);
  }
  updatePolicy(caller: Caller, input: aws.UpdatePolicyCommandInput): Promise<aws.UpdatePolicyResponse> {
    return this.#policies.update(caller, input);
  }
  deletePolicy(caller: Caller, input: aws.DeletePolicyCommandInput): Promise<void> {
    return this.#policies.delete(caller, input);
  }
  listPolicies(caller: Caller, input: aws.ListPoliciesCommandInput): Promise<aws.ListPoliciesResponse> {
    return this.#policies.list(caller, input);
  }

  attachPolicy(caller: Caller, input: aws.AttachPolicyCommandInput): Promise<void> {
    return this.#attachments.attach(caller, input);
  }
  detachPolicy(caller: Caller, input: aws.DetachPolicyCommandInput): Promise<void> {
    return this.#attachments.detach(caller, input);
  }
  listPoliciesForTarget(
    caller: Caller,
    input: aws.ListPoliciesForTargetCommandInput,
  ): Promise<aws.ListPoliciesForTargetResponse> {
    return this.#attachments.listPolicies(caller, input);
  }
  listTargetsForPolicy(
    caller: Caller,
    input: aws.ListTargetsForPolicyCommandInput,
  ): Promise<aws.ListTargetsForPolicyResponse> {
    return this.#attachments.listTargets(caller, input);
  }
  /** "You can call this operation from any account in a organization"; of another account only if delegated. */
  describeEffectivePolicy(
    caller: Caller,
    input: aws.DescribeEffectivePolicyCommandInput,
  ): Promise<aws.DescribeEffectivePolicyResponse> {
    return this.#attachments.describeEffective(caller, input);
  }

  enablePolicyType(caller: Caller, input: aws.EnablePolicyTypeCommandInput): Promise<aws.EnablePolicyTypeResponse> {
    return this.#policyTypes.enable(caller, input);
  }
  disablePolicyType(caller: Caller, input: aws.DisablePolicyTypeCommandInput): Promise<aws.DisablePolicyTypeResponse> {
    return this.#policyTypes.disable(caller, input);
  }

  /** Replaces the one there is. */
  putResourcePolicy(caller: Caller, input: aws.PutResourcePolicyCommandInput): Promise<aws.PutResourcePolicyResponse> {
    return this.#resourcePolicy.put(caller, input);
  }
  describeResourcePolicy(caller: Caller): Promise<aws.DescribeResourcePolicyResponse> {
    return this.#resourcePolicy.describe(caller);
  }
  deleteResourcePolicy(caller: Caller): Promise<void> {
    return this.#resourcePolicy.delete(caller);
  }

  registerDelegatedAdministrator(caller: Caller, input: aws.RegisterDelegatedAdministratorCommandInput): Promise<void> {
    return this.#delegates.register(caller, input);
  }
  deregisterDelegatedAdministrator(
    caller: Caller,
    input: aws.DeregisterDelegatedAdministratorCommandInput,
  ): Promise<void> {
    return this.#delegates.deregister(caller, input);
  }
  listDelegatedAdministrators(
    caller: Caller,
    input: aws.ListDelegatedAdministratorsCommandInput,
  ): Promise<aws.ListDelegatedAdministratorsResponse> {
    return this.#delegates.list(caller, input);
  }
  listDelegatedServicesForAccount(
    caller: Caller,
    input: aws.ListDelegatedServicesForAccountCommandInput,
  ): Promise<aws.ListDelegatedServicesForAccountResponse> {
    return this.#delegates.listServices(caller, input);
  }

  enableAWSServiceAccess(caller: Caller, input: aws.EnableAWSServiceAccessCommandInput): Promise<void> {
    return this.#serviceAccess.enable(caller, input);
  }
  disableAWSServiceAccess(caller: Caller, input: aws.DisableAWSServiceAccessCommandInput): Promise<void> {
    return this.#serviceAccess.disable(caller, input);
  }
  listAWSServiceAccessForOrganization(caller: Caller): Promise<aws.ListAWSServiceAccessForOrganizationResponse> {
    return this.#serviceAccess.list(caller);
  }

  /** "This operation can be called from any account in the organization." */
  describeOrganization(caller: Caller): Promise<aws.DescribeOrganizationResponse> {
    return this.#tree.describeOrganization(caller);
  }
  listRoots(caller: Caller): Promise<aws.ListRootsResponse> {
    return this.#tree.listRoots(caller);
  }
  listAccounts(caller: Caller): Promise<aws.ListAccountsResponse> {
    return this.#tree.listAccounts(caller);
  }
  describeAccount(caller: Caller, input: aws.DescribeAccountCommandInput): Promise<aws.DescribeAccountResponse> {
    return this.#tree.describeAccount(caller, input);
  }
  listParents(caller: Caller, input: aws.ListParentsCommandInput): Promise<aws.ListParentsResponse> {
    return this.#tree.listParents(caller, input);
  }
  listChildren(caller: Caller, input: aws.ListChildrenCommandInput): Promise<aws.ListChildrenResponse> {
    return this.#tree.listChildren(caller, input);
  }
  listAccountsForParent(
    caller: Caller,
    input: aws.ListAccountsForParentCommandInput,
  ): Promise<aws.ListAccountsForParentResponse> {
    return this.#tree.listAccountsForParent(caller, input);
  }
  listOrganizationalUnitsForParent(
    caller: Caller,
    input: aws.ListOrganizationalUnitsForParentCommandInput,
  ): Promise<aws.ListOrganizationalUnitsForParentResponse> {
    return this.#tree.listUnitsForParent(caller, input);
  }
  describeOrganizationalUnit(
    caller: Caller,
    input: aws.DescribeOrganizationalUnitCommandInput,
  ): Promise<aws.DescribeOrganizationalUnitResponse> {
    return this.#tree.describeUnit(caller, input);
  }

  tagResource(caller: Caller, input: aws.TagResourceCommandInput): Promise<void> {
    return this.#tags.tag(caller, input);
  }
  untagResource(caller: Caller, input: aws.UntagResourceCommandInput): Promise<void> {
    return this.#tags.untag(caller, input);
  }
  listTagsForResource(
    caller: Caller,
    input: aws.ListTagsForResourceCommandInput,
  ): Promise<aws.ListTagsForResourceResponse> {
    return this.#tags.list(caller, input);
  }

  moveAccount(caller: Caller, input: aws.MoveAccountCommandInput): Promise<void> {
    return this.#accounts.move(caller, input);
  }
  /** By the account itself. */
  leaveOrganization(caller: Caller): Promise<void> {
    return this.#accounts.leave(caller);
  }
  removeAccountFromOrganization(caller: Caller, input: aws.RemoveAccountFromOrganizationCommandInput): Promise<void> {
    return this.#accounts.remove(caller, input);
  }
  /** By the management account. */
  closeAccount(caller: Caller, input: aws.CloseAccountCommandInput): Promise<void> {
    return this.#accounts.close(caller, input);
  }
  /** `account:CloseAccount`, by the account itself. */
  closeOwnAccount(caller: Caller): Promise<void> {
    return this.#accounts.closeOwn(caller);
  }
}
