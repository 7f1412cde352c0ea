/** What a lock file says of one provider. */
export interface LockedProvider {
  readonly version: string;
  /** Checksums of its packages, one a platform; none, and any package of the version would pass. */
  readonly hashes: readonly string[];
}

/**
 * The providers in the text of a lock file, by source address, such as `registry.terraform.io/hashicorp/aws`. What Terraform could not
 * read either has none.
 */
export function lockedProviders(lock: string): ReadonlyMap<string, LockedProvider> {
  const uncommented = lock.replace(/^\s*(?:#|\/\/).*$/gm, "");
  return new Map(
    [...uncommented.matchAll(/^\s*provider\s+"([^"]+)"\s*\{([^}]*)\}/gm)].map(([, source = "", block = ""]) => {
      const version = /^\s*version\s*=\s*"([^"]*)"/m.exec(block)?.[1] ?? "";
      const hashes = /^\s*hashes\s*=\s*\[([^\]]*)\]/m.exec(block)?.[1] ?? "";
      return [source, { version, hashes: [...hashes.matchAll(/"([^"]+)"/g)].map(([, hash = ""]) => hash).sort() }];
    }),
  );
}
