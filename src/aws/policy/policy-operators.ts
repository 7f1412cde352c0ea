/** Operators with which a policy sets a value; AWS calls them value-setting. */
export const valueOperators = ["@@assign", "@@append", "@@remove"] as const;
export type ValueOperator = (typeof valueOperators)[number];

/** With it a policy says which of them the policies attached further down may use at the same node. */
export const childControl = "@@operators_allowed_for_child_policies";

export const isValueOperator = (key: string): key is ValueOperator =>
  valueOperators.some((operator) => operator === key);
