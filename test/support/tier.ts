/** Whether a test may start Terraform or a stand-in, by its name. */
export const isOfTerraform = (file: string) => /\.terraform(\.soak)?\.test\.ts$/.test(file);
