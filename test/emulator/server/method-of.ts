type Method = (...args: readonly unknown[]) => Promise<unknown>;

/** The method of a model that is an operation of AWS, such as `createBackupVault` for `CreateBackupVault`. */
export function methodOf(model: object, operation: string): Method | null {
  const name = `${operation.charAt(0).toLowerCase()}${operation.slice(1)}`;
  const method: unknown = Reflect.get(model, name);
  return typeof method === "function" ? (method.bind(model) as Method) : null;
}
