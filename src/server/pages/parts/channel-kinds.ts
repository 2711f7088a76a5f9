import type { ChannelView } from '../../api/channel-views.ts';
import type { ChannelKind } from '../../deliver/channel-settings.ts';

/** What a channel is, as people call it. */
export const KINDS: Readonly<Record<ChannelKind, readonly [title: string, says: string]>> = {
  webhook: ['Webhook', 'signed JSON to a server of yours'],
  slack: ['Slack', 'a message in a channel'],
  teams: ['Microsoft Teams', 'a card in a channel'],
  email: ['E-mail', 'to up to 20 people'],
  github: ['GitHub issue', 'one for each finding, closed when it is fixed'],
};

export function isKind(text: string | undefined): text is ChannelKind {
  return text !== undefined && Object.hasOwn(KINDS, text);
}

/** Where it leads, without what is secret in that. */
export function leadsTo({ settings }: ChannelView): string {
  switch (settings.kind) {
    case 'email':
      return settings.to.join(', ');
    case 'github':
      return settings.repository;
    default:
      return settings.address;
  }
}
