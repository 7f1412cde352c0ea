/**
 * Does `work` on each item, `jobs` at a time; the results are in the order of the items. When one throws, no other is
 * begun, and the error is thrown once those under way have ended.
 */
export async function mapConcurrently<T, R>(
  items: readonly T[],
  jobs: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const queue = [...items.entries()];
  const worker = async () => {
    for (let entry = queue.shift(); entry; entry = queue.shift()) {
      const [index, item] = entry;
      try {
        results[index] = await work(item);
      } catch (error) {
        queue.length = 0;
        throw error;
      }
    }
  };

  const workers = await Promise.allSettled(Array.from({ length: jobs }, worker));
  const failure = workers.find((settled) => settled.status === "rejected");
  if (failure) throw failure.reason;
  return results;
}
