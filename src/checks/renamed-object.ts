import { locate } from '../journal/own-thing.ts';
import type { MadeObject } from './made-object.ts';

/** The object where it is addressed by now: an identifier may follow the name, as slugs of titles do. */
export async function whereItIsNow(made: MadeObject): Promise<MadeObject> {
  const wasRenamed = made.entry.tags.length > 1;
  if (!wasRenamed) return made;
  const { places, shown } = await locate(made.owner, made.entry, made.recipe);
  return places.length === 0 ? made : { ...made, places, ...(shown ? { kept: shown } : {}) };
}
