/** Makes in an account what a CloudFormation template says. */
export interface StackDeployer {
  /**
   * @param previous what the account has been given before: it is changed into `template`
   * @param stackArn the stack that holds it, for policies that speak of stacks
   * @throws when something of it cannot be made; then nothing is
   */
  deploy(accountId: string, template: object, previous?: object, stackArn?: string): Promise<void>;
  /** Deletes what the template had made. */
  remove(accountId: string, template: object, stackArn?: string): Promise<void>;
}
