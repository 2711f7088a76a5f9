import { print } from './outputs.ts';
import { serverFolder } from './server-folder.ts';
import { tell } from './terminal.ts';

/** `middlebrick rotate-key`: a new key for what a server keeps encrypted. */
export async function rotateKeyCommand(flags: { readonly data?: string }): Promise<number> {
  const { env } = process;
  const { rotateKey } = await import('../server/rotate-key.ts');
  const { resealed, lost, keepsOld } = await rotateKey(
    {
      ...serverFolder(flags, env),
      encryptionKey: env.MIDDLEBRICK_ENCRYPTION_KEY || undefined,
      encryptionKeyFile: env.MIDDLEBRICK_ENCRYPTION_KEY_FILE || undefined,
    },
    tell,
  );
  const lines = [
    `${resealed} ${resealed === 1 ? 'secret is' : 'secrets are'} encrypted with the new key.`,
    ...(lost > 0
      ? [`${lost} cannot be opened: the key that they were encrypted with is not here. Replace their values.`]
      : []),
    ...(keepsOld
      ? ['The old key opens none of them any more; it is kept beside the new one until the next change.']
      : []),
  ];
  await print(`${lines.join('\n')}\n`);
  return lost > 0 ? 1 : 0;
}
