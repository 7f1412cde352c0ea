/**
 * The example organization as Lockstep ships it. Tests read this copy: `config/` is whoever deploys Lockstep's own, and a
 * new account in it is no reason for a test to fail.
 */
export const exampleConfig = "test/example/config";
