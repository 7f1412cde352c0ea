import type * as aws from "@aws-sdk/client-organizations";
import type { Caller } from "../access.ts";
import type { OrganizationWorld } from "./organization-world.ts";
import { required } from "./required.ts";

/** Which services the organization trusts. */
export class ServiceAccessOperations {
  readonly #world: OrganizationWorld;

  constructor(world: OrganizationWorld) {
    this.#world = world;
  }

  async enable(caller: Caller, input: aws.EnableAWSServiceAccessCommandInput): Promise<void> {
    const { clock, may, services } = this.#world;
    const service = required(input.ServicePrincipal, "ServicePrincipal");
    await may.require(caller, "EnableAWSServiceAccess", undefined, { "organizations:ServicePrincipal": service });
    services.trust(service, clock.now());
  }

  async disable(caller: Caller, input: aws.DisableAWSServiceAccessCommandInput): Promise<void> {
    const { may, services } = this.#world;
    const service = required(input.ServicePrincipal, "ServicePrincipal");
    await may.require(caller, "DisableAWSServiceAccess", undefined, { "organizations:ServicePrincipal": service });
    services.distrust(service);
  }

  async list(caller: Caller): Promise<aws.ListAWSServiceAccessForOrganizationResponse> {
    const { may, services } = this.#world;
    await may.require(caller, "ListAWSServiceAccessForOrganization");
    return {
      EnabledServicePrincipals: services.trusted().map(({ servicePrincipal, since }) => ({
        ServicePrincipal: servicePrincipal,
        DateEnabled: new Date(since),
      })),
    };
  }
}
