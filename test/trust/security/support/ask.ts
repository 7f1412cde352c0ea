import type { Organization, Principal, Request } from "../../organization/organization.ts";

/** Something that somebody might ask AWS for, in one place. */
export interface Ask {
  readonly what: string;
  readonly where: string;
  /** Whose askers it happens at home for. @default `where` */
  readonly home?: string;
  /** What is said may depend on who asks: on which words their policies wait for. */
  readonly requests: (in_: Organization, principal: Principal) => readonly Request[];
}
