import type { Queries } from './store.ts';

export async function insertResult(
  db: Queries,
  scan: string,
  { bytes, gzip }: { readonly bytes: number; readonly gzip: Uint8Array },
): Promise<void> {
  await db
    .insertInto('results')
    .values({ scan_id: scan, bytes, body: Buffer.from(gzip) })
    .execute();
}

/** As gzip of JSON. */
export async function resultOf(db: Queries, scan: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom('results').select('body').where('scan_id', '=', scan).executeTakeFirst();
  return row && Buffer.from(row.body);
}
