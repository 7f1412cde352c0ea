/**
 * AWS Backup makes one backup or copy of a resource at a time.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html
 */
export class ResourceUse {
  readonly #jobs = new Map<string, string>();

  /** @returns whether the resource was free; now it is the job's */
  take(resourceArn: string, jobId: string): boolean {
    if (this.#jobs.has(resourceArn)) return false;
    this.#jobs.set(resourceArn, jobId);
    return true;
  }

  free(resourceArn: string, jobId: string): void {
    if (this.#jobs.get(resourceArn) === jobId) this.#jobs.delete(resourceArn);
  }
}
