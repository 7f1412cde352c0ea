/** For sorting by a text of each item: by code unit, whatever the machine's language; items with one text keep their order. */
export const byText =
  <Item>(textOf: (item: Item) => string) =>
  (one: Item, other: Item): number => {
    const [first, second] = [textOf(one), textOf(other)];
    return Number(first > second) - Number(first < second);
  };
