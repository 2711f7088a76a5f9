/** In the schema of a member: it names an entry of a list that everybody reads, and is nobody's own name. */
export const OF_ENTRIES = 'x-middlebrick-entry';
