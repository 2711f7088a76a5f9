import type { BodyContent, Operation } from './operation.ts';

/** What the operation takes as JSON, of whatever type that is; undefined where it takes none. */
export function jsonContent({ bodies }: Pick<Operation, 'bodies'>): BodyContent | undefined {
  return bodies.find(({ mediaType }) => /json/.test(mediaType));
}
