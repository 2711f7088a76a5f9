import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Hono } from 'hono';
import type { PageEnv } from './site.ts';
import { STYLE } from './style.ts';

interface Asset {
  /** Holds the hash of what it is: what browsers have of it never changes. */
  readonly path: string;
  readonly type: string;
  readonly text: string;
}

export interface Assets {
  readonly style: Asset;
  readonly icon: Asset;
  /** Absent of a checkout that was not built: all pages work without it. */
  readonly script: Asset | undefined;
}

/** Made by scripts/dashboard-script.ts, beside the built server. */
const SCRIPT = new URL('../../../dist/server/pages/dashboard.js', import.meta.url);
const FOR_EVER = 'public, max-age=31536000, immutable';
const HASH_CHARACTERS = 12;

const ICON =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="#8a909c" d="M2 4h9v4H2zm11 0h9v4h-9zM2 16h9v4H2zm11 0h9v4h-9zM2 10h3v4H2zm17 0h3v4h-3z"/><path fill="#c2410c" d="M7 10h10v4H7z"/></svg>';

export async function readAssets(): Promise<Assets> {
  const script = await readFile(SCRIPT, 'utf8').catch(() => undefined);
  return {
    style: asset('style', 'css', 'text/css; charset=utf-8', STYLE),
    icon: asset('icon', 'svg', 'image/svg+xml', ICON),
    script:
      script === undefined ? undefined : asset('dashboard', 'js', 'text/javascript; charset=utf-8', script),
  };
}

function asset(name: string, ending: string, type: string, text: string): Asset {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, HASH_CHARACTERS);
  return { path: `/assets/${name}.${hash}.${ending}`, type, text };
}

export function serveAssets(routes: Hono<PageEnv>, assets: Assets): void {
  for (const one of [assets.style, assets.icon, assets.script])
    if (one)
      routes.get(one.path, (context) =>
        context.body(one.text, 200, { 'Content-Type': one.type, 'Cache-Control': FOR_EVER }),
      );
}
