import { type Vault, vaultArn } from "./vault.ts";

/** Every vault there is now. */
export class Vaults {
  readonly #vaults = new Map<string, Vault>();

  get(arn: string): Vault | undefined {
    return this.#vaults.get(arn);
  }

  named(accountId: string, region: string, name: string): Vault | undefined {
    return this.#vaults.get(vaultArn(accountId, region, name));
  }

  of(accountId: string, region: string): readonly Vault[] {
    return this.all().filter((vault) => vault.accountId === accountId && vault.region === region);
  }

  all(): readonly Vault[] {
    return [...this.#vaults.values()];
  }

  put(vault: Vault): void {
    this.#vaults.set(vault.arn, vault);
  }

  delete(arn: string): void {
    this.#vaults.delete(arn);
  }
}
