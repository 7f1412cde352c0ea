/** Makes in an account what a CloudFormation template says. */
export interface StackDeployer {
  /**
   * @param previous what the account has been given before: it is changed into `template`
   * @throws when something of it cannot be made
   */
  deploy(accountId: string, template: object, previous?: object): Promise<void>;
  /** Deletes what the template had made. */
  remove(accountId: string, template: object): Promise<void>;
}
