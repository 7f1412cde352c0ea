import { AwsError } from "../aws-error.ts";
import { violation } from "./refusal.ts";

export interface ServiceDelegation {
  readonly servicePrincipal: string;
  /** In milliseconds since 1970. */
  readonly since: number;
}

/** docs.aws.amazon.com/aws-backup/latest/devguide/manage-cross-account.html; of StackSets the same */
const delegatesPerService = 5;

/** Which services the organization trusts, and the accounts that administer them in place of the management account. */
export class ServiceDelegations {
  readonly #trusted = new Map<string, number>();
  /** By account. */
  readonly #delegates = new Map<string, readonly ServiceDelegation[]>();

  trust(servicePrincipal: string, now: number): void {
    if (!this.#trusted.has(servicePrincipal)) this.#trusted.set(servicePrincipal, now);
  }

  distrust(servicePrincipal: string): void {
    const [delegate] = this.delegates(servicePrincipal);
    if (delegate !== undefined) {
      const message = `deregister ${delegate} from ${servicePrincipal} first`;
      throw violation("DELEGATED_ADMINISTRATOR_EXISTS_FOR_THIS_SERVICE", message);
    }
    this.#trusted.delete(servicePrincipal);
  }

  trusts(servicePrincipal: string): boolean {
    return this.#trusted.has(servicePrincipal);
  }

  trusted(): readonly ServiceDelegation[] {
    return [...this.#trusted].map(([servicePrincipal, since]) => ({ servicePrincipal, since }));
  }

  register(accountId: string, servicePrincipal: string, now: number): void {
    if (!this.trusts(servicePrincipal)) {
      throw violation("SERVICE_ACCESS_NOT_ENABLED", `call EnableAWSServiceAccess for ${servicePrincipal} first`);
    }
    if (this.isDelegate(accountId, servicePrincipal)) {
      const message = "The specified account is already a delegated administrator for this AWS service.";
      throw new AwsError("AccountAlreadyRegisteredException", message);
    }
    if (this.delegates(servicePrincipal).length >= delegatesPerService) {
      const message = `got one more than ${delegatesPerService} of ${servicePrincipal}`;
      throw violation("MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED", message);
    }
    this.#delegates.set(accountId, [...this.servicesOf(accountId), { servicePrincipal, since: now }]);
  }

  deregister(accountId: string, servicePrincipal: string): void {
    if (!this.isDelegate(accountId, servicePrincipal)) {
      const message = "The specified account is not a delegated administrator for this AWS service.";
      throw new AwsError("AccountNotRegisteredException", message);
    }
    const left = this.servicesOf(accountId).filter((one) => one.servicePrincipal !== servicePrincipal);
    this.#delegates.set(accountId, left);
  }

  /** The account is gone. */
  endFor(accountId: string): void {
    this.#delegates.delete(accountId);
  }

  isDelegate(accountId: string, servicePrincipal: string): boolean {
    return this.servicesOf(accountId).some((one) => one.servicePrincipal === servicePrincipal);
  }

  servicesOf(accountId: string): readonly ServiceDelegation[] {
    return this.#delegates.get(accountId) ?? [];
  }

  /** Accounts, of one service or of any. */
  delegates(servicePrincipal?: string): readonly string[] {
    return [...this.#delegates].flatMap(([accountId, services]) =>
      services.some((one) => servicePrincipal === undefined || one.servicePrincipal === servicePrincipal)
        ? [accountId]
        : [],
    );
  }
}
