import { mkdirSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { ScanError } from '../errors.ts';
import type { PlannedFile } from './plan.ts';

/**
 * Writes a planned file below the root, whole or not at all. Without `force` an existing one is never touched, even
 * when it appeared a moment ago; with it, a symbolic link is replaced and not followed.
 * @throws ScanError unreadable-file
 */
export function writePlanned(root: string, file: PlannedFile, force: boolean): void {
  const path = join(root, file.path);
  const mode = file.executable ? 0o755 : 0o644;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const folder = realpathSync(dirname(path));
    const inside = realpathSync(root);
    if (folder !== inside && !folder.startsWith(inside + sep)) {
      throw new Error('its folder leads out of the repository');
    }
    if (force) {
      writeFileSync(`${path}.part`, file.text, { mode, flag: 'wx' });
      renameSync(`${path}.part`, path);
    } else {
      writeFileSync(path, file.text, { mode, flag: 'wx' });
    }
  } catch (cause) {
    throw new ScanError('unreadable-file', `Cannot write ${file.path}: ${(cause as Error).message}.`, {
      cause,
    });
  }
}
