import type * as aws from "@aws-sdk/client-organizations";
import type { Caller, Context } from "../access.ts";
import { AwsError } from "../aws-error.ts";
import type { OrganizationWorld } from "./organization-world.ts";
import { violation } from "./refusal.ts";
import { required } from "./required.ts";
import { shownAccount } from "./shown-account.ts";

/** Accounts that administer a service in place of the management account. */
export class DelegateOperations {
  readonly #world: OrganizationWorld;

  constructor(world: OrganizationWorld) {
    this.#world = world;
  }

  async register(caller: Caller, input: aws.RegisterDelegatedAdministratorCommandInput): Promise<void> {
    const { clock, services, tree } = this.#world;
    const { accountId, service } = await this.#require(caller, "RegisterDelegatedAdministrator", input);
    const { suspendedAt } = tree.requireMember(accountId);
    if (accountId === tree.managementAccountId) {
      throw violation("CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR", "it is the management account");
    }
    if (suspendedAt !== null) {
      throw violation("CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR", `${accountId} is suspended`);
    }
    services.register(accountId, service, clock.now());
  }

  async deregister(caller: Caller, input: aws.DeregisterDelegatedAdministratorCommandInput): Promise<void> {
    const { services, tree } = this.#world;
    const { accountId, service } = await this.#require(caller, "DeregisterDelegatedAdministrator", input);
    tree.requireMember(accountId);
    services.deregister(accountId, service);
  }

  async list(
    caller: Caller,
    input: aws.ListDelegatedAdministratorsCommandInput,
  ): Promise<aws.ListDelegatedAdministratorsResponse> {
    const { may, services, tree } = this.#world;
    const service = input.ServicePrincipal;
    const context: Context = service === undefined ? {} : { "organizations:ServicePrincipal": service };
    await may.require(caller, "ListDelegatedAdministrators", undefined, context);
    return {
      DelegatedAdministrators: services.delegates(service).map((accountId) => {
        const [first] = services.servicesOf(accountId);
        return {
          ...shownAccount(tree.requireMember(accountId), tree),
          DelegationEnabledDate: first === undefined ? undefined : new Date(first.since),
        };
      }),
    };
  }

  async listServices(
    caller: Caller,
    input: aws.ListDelegatedServicesForAccountCommandInput,
  ): Promise<aws.ListDelegatedServicesForAccountResponse> {
    const { may, places, services, tree } = this.#world;
    const accountId = required(input.AccountId, "AccountId");
    await may.require(caller, "ListDelegatedServicesForAccount", [places.of(accountId)]);
    tree.requireMember(accountId);
    const delegated = services.servicesOf(accountId);
    if (delegated.length === 0) {
      throw new AwsError("AccountNotRegisteredException", `The account ${accountId} is no delegated administrator.`);
    }
    return {
      DelegatedServices: delegated.map(({ servicePrincipal, since }) => ({
        ServicePrincipal: servicePrincipal,
        DelegationEnabledDate: new Date(since),
      })),
    };
  }

  async #require(
    caller: Caller,
    action: string,
    input: aws.RegisterDelegatedAdministratorCommandInput | aws.DeregisterDelegatedAdministratorCommandInput,
  ): Promise<{ readonly accountId: string; readonly service: string }> {
    const { may, places } = this.#world;
    const accountId = required(input.AccountId, "AccountId");
    const service = required(input.ServicePrincipal, "ServicePrincipal");
    const context = { "organizations:ServicePrincipal": service };
    await may.require(caller, action, [places.of(accountId)], context);
    return { accountId, service };
  }
}
