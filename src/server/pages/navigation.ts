import type { Markup } from '../../report/html/markup.ts';
import { markup } from '../../report/html/markup.ts';
import { allows } from '../api/api-keys.ts';
import type { Session } from '../sign-in/session.ts';
import type { Scope } from '../store/schema.ts';
import { type Icon, icon } from './parts/icons.ts';

interface Entry {
  readonly path: string;
  readonly title: string;
  readonly icon: Icon;
  /** Whoever lacks it does not see the entry. */
  readonly needs: Scope;
}

/** Groups of the navigation; a page says by `nav` which entry it belongs to. */
const GROUPS: readonly { readonly title: string; readonly entries: readonly Entry[] }[] = [
  {
    title: 'Security',
    entries: [
      { path: '/', title: 'Overview', icon: 'grid', needs: 'read' },
      { path: '/findings', title: 'Findings', icon: 'flag', needs: 'read' },
      { path: '/scans', title: 'Scans', icon: 'pulse', needs: 'read' },
      { path: '/guides', title: 'Guides', icon: 'book', needs: 'read' },
    ],
  },
  {
    title: 'Monitoring',
    entries: [
      { path: '/schedules', title: 'Schedules', icon: 'clock', needs: 'read' },
      { path: '/alerts', title: 'Alerts', icon: 'bell', needs: 'read' },
      { path: '/channels', title: 'Channels', icon: 'send', needs: 'read' },
    ],
  },
  {
    title: 'Access',
    entries: [
      { path: '/credentials', title: 'Credentials', icon: 'lock', needs: 'scan' },
      { path: '/keys', title: 'API keys', icon: 'key', needs: 'admin' },
    ],
  },
  {
    title: 'Server',
    entries: [
      { path: '/settings', title: 'Settings', icon: 'sliders', needs: 'admin' },
      { path: '/audit', title: 'Audit log', icon: 'list', needs: 'admin' },
      // Not of the dashboard: it stands alone.
      { path: '/api', title: 'API reference', icon: 'code', needs: 'read' },
    ],
  },
];

export function navigation({ caller }: Session, current: string): Markup {
  const groups = GROUPS.map(({ title, entries }) => ({
    title,
    entries: entries.filter(({ needs }) => allows(caller.scopes, needs)),
  })).filter(({ entries }) => entries.length > 0);
  return markup`<nav class="nav" aria-label="Main">${groups.map(
    ({ title, entries }) =>
      markup`<div class="group"><h2>${title}</h2><ul>${entries.map(
        (entry) =>
          markup`<li><a href="${entry.path}"${entry.path === current && markup` aria-current="page"`}>${icon(entry.icon)}${entry.title}</a></li>`,
      )}</ul></div>`,
  )}</nav>`;
}
