import type * as aws from "@aws-sdk/client-organizations";
import type { Caller } from "../access.ts";
import { AwsError } from "../aws-error.ts";
import type { OrganizationTree, OrganizationUnit } from "./organization-tree.ts";
import type { OrganizationWorld } from "./organization-world.ts";
import { required } from "./required.ts";
import { emailOf, shownAccount } from "./shown-account.ts";
import { shownRoot } from "./shown-root.ts";

/** What the organization looks like. */
export class TreeOperations {
  readonly #world: OrganizationWorld;

  constructor(world: OrganizationWorld) {
    this.#world = world;
  }

  /** "This operation can be called from any account in the organization." */
  async describeOrganization(caller: Caller): Promise<aws.DescribeOrganizationResponse> {
    const { may, tree } = this.#world;
    await may.requireOwn(caller, "organizations:DescribeOrganization");
    const owner = tree.managementAccountId;
    return {
      Organization: {
        Id: tree.id,
        Arn: `arn:aws:organizations::${owner}:organization/${tree.id}`,
        FeatureSet: "ALL",
        MasterAccountId: owner,
        MasterAccountArn: tree.arnOf(owner),
        MasterAccountEmail: emailOf(owner),
        // deprecated; "do not use": it names service control policies, whatever is on
        AvailablePolicyTypes: [{ Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" }],
      },
    };
  }

  async listRoots(caller: Caller): Promise<aws.ListRootsResponse> {
    await this.#world.may.require(caller, "ListRoots");
    return { Roots: [shownRoot(this.#world)] };
  }

  async listAccounts(caller: Caller): Promise<aws.ListAccountsResponse> {
    const { may, tree } = this.#world;
    await may.require(caller, "ListAccounts");
    return { Accounts: tree.members().map((account) => shownAccount(account, tree)) };
  }

  async describeAccount(caller: Caller, input: aws.DescribeAccountCommandInput): Promise<aws.DescribeAccountResponse> {
    const { may, places, tree } = this.#world;
    const accountId = required(input.AccountId, "AccountId");
    await may.require(caller, "DescribeAccount", [places.of(accountId)]);
    return { Account: shownAccount(tree.requireMember(accountId), tree) };
  }

  async listParents(caller: Caller, input: aws.ListParentsCommandInput): Promise<aws.ListParentsResponse> {
    const { may, places, tree } = this.#world;
    const id = required(input.ChildId, "ChildId");
    await may.require(caller, "ListParents", [places.of(id)]);
    const parent = tree.parentOf(id);
    if (parent === null) throw new AwsError("ChildNotFoundException", `We can't find ${id}.`);
    return { Parents: [{ Id: parent, Type: parent === tree.rootId ? "ROOT" : "ORGANIZATIONAL_UNIT" }] };
  }

  async listChildren(caller: Caller, input: aws.ListChildrenCommandInput): Promise<aws.ListChildrenResponse> {
    const { tree } = this.#world;
    const { ChildType } = input;
    const id = await this.#requireParent(caller, "ListChildren", input);
    const of = ChildType === "ACCOUNT" ? tree.members() : tree.units();
    return {
      Children: of.filter(({ parentId }) => parentId === id).map((child) => ({ Id: child.id, Type: ChildType })),
    };
  }

  async listAccountsForParent(
    caller: Caller,
    input: aws.ListAccountsForParentCommandInput,
  ): Promise<aws.ListAccountsForParentResponse> {
    const { tree } = this.#world;
    const id = await this.#requireParent(caller, "ListAccountsForParent", input);
    const accounts = tree.members().filter(({ parentId }) => parentId === id);
    return { Accounts: accounts.map((account) => shownAccount(account, tree)) };
  }

  async listUnitsForParent(
    caller: Caller,
    input: aws.ListOrganizationalUnitsForParentCommandInput,
  ): Promise<aws.ListOrganizationalUnitsForParentResponse> {
    const { tree } = this.#world;
    const id = await this.#requireParent(caller, "ListOrganizationalUnitsForParent", input);
    const units = tree.units().filter(({ parentId }) => parentId === id);
    return { OrganizationalUnits: units.map((unit) => shownUnit(unit, tree)) };
  }

  async describeUnit(
    caller: Caller,
    input: aws.DescribeOrganizationalUnitCommandInput,
  ): Promise<aws.DescribeOrganizationalUnitResponse> {
    const { may, places, tree } = this.#world;
    const id = required(input.OrganizationalUnitId, "OrganizationalUnitId");
    await may.require(caller, "DescribeOrganizationalUnit", [places.of(id)]);
    const unit = tree.unit(id);
    if (!unit) throw new AwsError("OrganizationalUnitNotFoundException", `We can't find the unit ${id}.`);
    return { OrganizationalUnit: shownUnit(unit, tree) };
  }

  async #requireParent(caller: Caller, action: string, input: { ParentId: string | undefined }): Promise<string> {
    const { may, places, tree } = this.#world;
    const id = required(input.ParentId, "ParentId");
    await may.require(caller, action, [places.of(id)]);
    if (!tree.isParent(id)) throw new AwsError("ParentNotFoundException", `We can't find the parent ${id}.`);
    return id;
  }
}

const shownUnit = ({ id, name }: OrganizationUnit, tree: OrganizationTree): aws.OrganizationalUnit => ({
  Id: id,
  Arn: tree.arnOf(id),
  Name: name,
});
