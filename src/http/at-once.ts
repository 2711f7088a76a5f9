/** Works on all items, so many at the same time; the outcomes in the order of the items. */
export async function mapAtOnce<Item, Out>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Out>,
): Promise<Out[]> {
  const out = new Array<Out>(items.length);
  const rest = items.entries();
  const worker = async () => {
    for (const [at, item] of rest) out[at] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return out;
}
