import { createTransport } from 'nodemailer';
import { connect } from '../../http/dial.ts';
import type { ChannelSettings } from './channel-settings.ts';
import { plainText, subjectOf } from './message.ts';
import type { Attempt, Receipt, Sender } from './sender.ts';
import { ANSWER_WITHIN_MS, failed } from './sender.ts';

type EmailSettings = Extract<ChannelSettings, { kind: 'email' }>;

const LONGEST_SUBJECT = 200;
const IMPLICIT_TLS_PORT = 465;
const SUBMISSION_PORT = 587;
/** All of a conversation: shorter than a delivery is kept for whoever sends it. */
const WITHIN_MS = 60_000;

interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly requireTLS?: boolean;
  readonly ignoreTLS?: boolean;
  readonly auth?: { readonly user: string; readonly pass: string };
  /** Named by the operator, for the whole server: it may stand inside. */
  readonly isTrusted: boolean;
}

export const email: Sender = {
  // Text alone: nothing that a hostile service says is read as a link to somewhere else.
  body: ({ delivery }) => plainText(delivery.messages),
  async send(attempt, body) {
    const settings = attempt.channel.settings as EmailSettings;
    const server = serverOf(settings, attempt);
    if (server === undefined)
      return failed('There is no mail server: name one in the channel, or by SMTP_URL.');
    return await mailed(attempt, settings, server, body);
  },
};

function serverOf({ smtp }: EmailSettings, { secrets, smtpUrl }: Attempt): MailServer | undefined {
  if (smtp !== null) {
    const { host, port, security, user } = smtp;
    const auth = user === undefined ? {} : { auth: { user, pass: secrets.password ?? '' } };
    const tls =
      security === 'tls'
        ? { secure: true }
        : { secure: false, ...(security === 'starttls' ? { requireTLS: true } : { ignoreTLS: true }) };
    return { host, port, ...tls, ...auth, isTrusted: false };
  }
  if (smtpUrl === undefined || !URL.canParse(smtpUrl)) return undefined;
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? IMPLICIT_TLS_PORT : SUBMISSION_PORT),
    secure,
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    isTrusted: true,
  };
}

async function mailed(
  { guard, delivery }: Attempt,
  { from, to }: EmailSettings,
  { isTrusted, ...server }: MailServer,
  text: string,
): Promise<Receipt> {
  const connection = await connect(
    { host: server.host, port: server.port, timeoutMs: ANSWER_WITHIN_MS },
    isTrusted ? undefined : guard,
    new Set(),
  );
  const late = setTimeout(() => connection.destroy(new Error('The mail server took too long.')), WITHIN_MS);
  try {
    const transport = createTransport({
      ...server,
      connection,
      greetingTimeout: ANSWER_WITHIN_MS,
      socketTimeout: ANSWER_WITHIN_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    const sent = await transport.sendMail({
      from,
      to: [...to],
      subject: subjectOf(delivery.messages)
        .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
        .slice(0, LONGEST_SUBJECT),
      text,
      // Sent again it is the same mail to whoever has it.
      messageId: `<${delivery.id}@middlebrick>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Middlebrick-Delivery': delivery.id },
    });
    const refused = sent.rejected.length === 0 ? '' : `; refused: ${sent.rejected.join(', ')}`;
    return { status: statusIn(sent.response), answer: `${sent.response}${refused}`, error: null };
  } catch (failure) {
    const { message, responseCode } = failure as Error & { responseCode?: number };
    return { ...failed(message), status: responseCode ?? null };
  } finally {
    clearTimeout(late);
    connection.destroy();
  }
}

function statusIn(response: string): number | null {
  return Number(/^\d{3}/.exec(response)?.[0]) || null;
}
