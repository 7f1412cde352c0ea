import type { Access, Caller, Context, Target } from "../access.ts";
import { AwsError } from "../aws-error.ts";
import type { Document } from "../policy-document.ts";
import { delegableActions, isRead } from "./delegable-actions.ts";
import type { OrganizationTree } from "./organization-tree.ts";
import type { ServiceDelegations } from "./service-delegations.ts";

/** What an action of Organizations is asked on. All of it belongs to the management account. */
export interface Place {
  readonly arn: string;
  readonly context?: Context;
}

export interface OrganizationAccessProps {
  readonly tree: OrganizationTree;
  readonly delegations: ServiceDelegations;
  readonly access: () => Access;
  /** The organization's resource policy; `null`: it has none. */
  readonly delegationPolicy: () => Document | null;
}

/** For actions that are asked on nothing in particular. */
export const anywhere: readonly Place[] = [{ arn: "*" }];

/**
 * Who may ask Organizations for what: the management account by its identity policies, a delegated account by its own
 * and the organization's resource policy, a service's delegated administrator by its own for what only reads.
 */
export class OrganizationAccess {
  readonly #props: OrganizationAccessProps;

  constructor(props: OrganizationAccessProps) {
    this.#props = props;
  }

  /** @param action without `organizations:` */
  async require(
    caller: Caller,
    action: string,
    places: readonly Place[] = anywhere,
    context: Context = {},
  ): Promise<void> {
    const { tree, delegations, access, delegationPolicy } = this.#props;
    const { accountId } = caller;
    const { managementAccountId } = tree;
    const name = `organizations:${action}`;
    const ask = async (target: (place: Place) => Target) => {
      for (const place of places) await access().require(caller, name, target(place), context);
    };

    if (accountId === managementAccountId) {
      return ask((place) => ({ ...place, accountId, policy: null }));
    }
    if (tree.member(accountId) === undefined) throw notInUse();
    if (isRead(action) && delegations.servicesOf(accountId).length > 0) {
      // nothing of the account's own is asked about, although its own policies decide
      const ofManagement = { "aws:ResourceAccount": managementAccountId };
      const own = places.map((place) =>
        access().verdict(caller, name, { ...place, accountId, policy: null }, { ...context, ...ofManagement }),
      );
      if ((await Promise.all(own)).every(({ allowed }) => allowed)) return;
    }
    const document = delegationPolicy();
    if (document === null || !delegableActions.includes(action)) throw noAccess(caller, name);
    const policy = { name: "delegation policy of the organization", document };
    await ask((place) => ({ ...place, accountId: managementAccountId, policy }));
  }

  /** What an account may do to itself, or ask about itself, by its own policies. */
  async requireOwn(caller: Caller, action: string, arn = "*", context: Context = {}): Promise<void> {
    if (this.#props.tree.member(caller.accountId) === undefined) throw notInUse();
    await this.#props.access().require(caller, action, { arn, accountId: caller.accountId, policy: null }, context);
  }
}

const notInUse = () =>
  new AwsError("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");

const noAccess = ({ arn }: Caller, action: string) =>
  new AwsError(
    "AccessDeniedException",
    `User: ${arn} is not authorized to perform: ${action} (neither of the management account nor delegated)`,
    403,
  );
