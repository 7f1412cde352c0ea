const reading = /^(Get|List|Describe|Head|Lookup|Search|Select|Simulate|Validate|Decrypt|Verify|AssumeRole)/;

/** Whether an operation changes anything, as far as its name tells. */
export const isMutating = (operation: string): boolean => !reading.test(operation);
