import { mkdir, open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

/** In front of the bytes of all files, one after another: what each is called, and how long it is. */
type Contents = readonly { readonly path: string; readonly bytes: number | null }[];

/** A folder with all below it as one file. */
export async function packFolder(folder: string): Promise<Buffer> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).map((entry) => ({
    path: join(entry.parentPath, entry.name),
    isFile: entry.isFile(),
  }));
  const files = await Promise.all(
    entries
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map(async ({ path, isFile }) => ({
        path: path.slice(folder.length + 1),
        body: isFile ? await readFile(path) : null,
      })),
  );
  const contents: Contents = files.map(({ path, body }) => ({ path, bytes: body?.length ?? null }));
  const head = Buffer.from(`${JSON.stringify(contents)}\n`);
  return await promisify(gzip)(Buffer.concat([head, ...files.flatMap(({ body }) => body ?? [])]), {
    level: 9,
  });
}

/** Makes the folder of such a file, to the disk. */
export async function unpackFolder(packed: Uint8Array, folder: string): Promise<void> {
  const all = await promisify(gunzip)(packed);
  let at = all.indexOf('\n') + 1;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const { path, bytes } of JSON.parse(all.toString('utf8', 0, at)) as Contents) {
    if (bytes === null) {
      await mkdir(join(folder, path), { mode: 0o700 });
      continue;
    }
    await writeFile(join(folder, path), all.subarray(at, at + bytes), { mode: 0o600 });
    at += bytes;
  }
  const written = await open(folder);
  await written.sync();
  await written.close();
}
