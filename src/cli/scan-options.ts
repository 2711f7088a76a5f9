import type { Command } from 'commander';
import { FORMATS } from '../report/index.ts';
import { ATTEMPTS_SAYS } from '../scanning/attempts.ts';
import { repeated } from './repeated.ts';
import type { ScanRetentionFlags } from './retention-options.ts';
import { addArmOptions, addConsent } from './retention-options.ts';

/** Flags of `scan` as commander hands them over. */
export interface ScanFlags extends ScanRetentionFlags {
  readonly spec?: readonly string[];
  readonly request?: readonly string[];
  readonly basePath?: string;
  readonly quick?: boolean;
  readonly header?: readonly string[];
  readonly bearer?: string;
  readonly basic?: string;
  readonly apiKey?: readonly string[];
  readonly cookie?: readonly string[];
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
  readonly ca?: string;
  readonly insecure?: boolean;
  readonly login?: string;
  readonly loginToken?: string;
  readonly loginSend?: string;
  readonly oauth?: string;
  readonly authFile?: string;
  readonly role?: string;
  readonly other?: readonly string[];
  readonly foreignToken?: string;
  readonly active?: boolean;
  readonly llm?: boolean;
  readonly callbackUrl?: string;
  readonly callbackListen?: string;
  readonly scope?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly maxRequests?: string;
  readonly maxTime?: string;
  readonly concurrency?: string;
  readonly attempts?: string;
  readonly rate?: string;
  readonly dryRun?: boolean;
  readonly config?: string | false;
  readonly trustConfig?: boolean;
  readonly format?: readonly string[];
  readonly routeFile?: string;
  readonly sarifCategory?: string;
  readonly threshold?: string;
  readonly failOn?: string;
  readonly allowPartialCoverage?: boolean;
  readonly baseline?: string;
  readonly newOnly?: boolean;
  readonly upload?: boolean;
  readonly save: boolean;
  readonly keepResults?: string;
  readonly keepDays?: string;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly har?: string;
  readonly color: boolean;
}

/** Adds the flags of `scan`, grouped as `--help` shows them. */
export function addScanOptions(command: Command): Command {
  command
    .optionsGroup('What to scan:')
    .option(
      '--spec <file|url>',
      'OpenAPI or Swagger document, GraphQL schema (SDL or introspection), Postman collection or environment, or HAR file; - for standard input. Documents are found by themselves where none is named; several at once',
      repeated,
    )
    .option(
      '--request <curl|file>',
      'curl command, or file of curl commands or raw HTTP requests, that become operations; several at once',
      repeated,
    )
    .option('--base-path <path>', 'path that its operations lie below, such as /v1; found out where left out')
    .option('--scope <origin>', 'further origins that may be sent requests', repeated)
    .option('--include <what>', 'only these checks, rules, operations or paths', repeated)
    .option('--exclude <what>', 'not these; excluded paths are never sent to', repeated);
  addWho(command)
    .option(
      '--foreign-token <token>',
      'JWT that the same issuer gave out for another service: it has to be refused',
    )
    .optionsGroup('How far to go:')
    .option('--active', 'also send payloads and what may change state: only to what you may break')
    .option('--callback-url <url>', 'where the target reaches this machine, to prove requests that it sends')
    .option('--callback-listen <address:port>', 'where to wait for them; 127.0.0.1 and the port of that URL')
    .option('--llm', 'send prompts to language-model endpoints')
    .option('--quick', 'a few places for each rule, for editors and pull requests; what is left out is said')
    .option('--max-requests <number>', 'at most this many requests')
    .option('--max-time <seconds>', 'at most this long; what was found by then is kept')
    .option('--concurrency <number>', 'requests at once, at most')
    .option('--rate <number>', 'requests per second, at most')
    .option('--attempts <number>', ATTEMPTS_SAYS)
    .option('--dry-run', 'list the requests and writes that a scan would send, and send none')
    .optionsGroup('Memory per credential, with load on the target (see "middlebrick retention"):')
    .option('--retention', 'measure it after all checks; takes up to four minutes more');
  addArmOptions(addConsent(command));
  return command
    .optionsGroup('What comes out:')
    .option('--format <format[=file]>', `${FORMATS.join(' ')}; several at once`, repeated)
    .option(
      '--route-file <file>',
      'file of the repository that sarif, github and gitlab point at where no line of the document does',
    )
    .option(
      '--sarif-category <name>',
      'category of a SARIF upload, one for each API; made of the target’s address where left out',
    )
    .option('--threshold <score|grade>', 'exit 1 below this score (80) or grade (B)')
    .option('--fail-on <severity>', 'exit 1 on a finding of this severity or worse')
    .option(
      '--allow-partial-coverage',
      'pass although only a part of the API could be looked at (otherwise exit 4)',
    )
    .option('--baseline <file>', 'findings known before; see "middlebrick baseline"')
    .option('--new-only', 'only findings that the baseline does not know count for --fail-on')
    .option(
      '--upload',
      'send the result to the server that MIDDLEBRICK_URL names, with the key in MIDDLEBRICK_API_KEY',
    )
    .option('--no-save', 'keep no copy of the result on this machine')
    .option(
      '--keep-results <number>',
      'how many results are kept on this machine, the newest; 1000 where left out',
    )
    .option('--keep-days <number>', 'for how many days a result is kept; 365 where left out')
    .option('--quiet', 'no progress')
    .option('-v, --verbose', 'log every request on standard error, without secrets')
    .option('--har <file>', 'record all requests and responses as HAR 1.2, without secrets')
    .option('--no-color', 'no colour; NO_COLOR does the same')
    .optionsGroup('Configuration:')
    .option('--config <file>', 'configuration file; middlebrick.yaml where there is one')
    .option('--no-config', 'ignore middlebrick.yaml')
    .option(
      '--trust-config',
      'let a middlebrick.yaml that was found read any variable and write reports anywhere',
    );
}

/** Flags that say who is asking, and whose certificates are trusted. */
export function addWho(command: Command): Command {
  return command
    .optionsGroup('Who is asking (values: literal, env:NAME, or - for standard input):')
    .option(
      '-H, --header <name: value>',
      'header to send with every request; one that says who asks, only as that user',
      repeated,
    )
    .option('--bearer <token>', 'bearer token')
    .option('--basic <user:password>', 'basic authentication')
    .option(
      '--api-key <name=value>',
      'API key header; query:NAME=VALUE or cookie:NAME=VALUE elsewhere',
      repeated,
    )
    .option('--cookie <pairs>', 'cookies, as "a=b; c=d"', repeated)
    .option('--cert <file>', 'client certificate, PEM')
    .option('--key <file>', 'its private key, PEM')
    .option('--passphrase <value>', 'passphrase of the key')
    .option(
      '--login <request>',
      'request that logs in, made again when the session expires: \'POST /login {"user":"ann","password":"env:PASS"}\' or with a form',
    )
    .option(
      '--login-token <place>',
      'where its answer holds the token: /data/token, header:NAME or cookie; found out where left out',
    )
    .option(
      '--login-send <form>',
      'how the token is sent: "Authorization: Token {token}", query:NAME={token}; found out where left out',
    )
    .option(
      '--oauth <words>',
      'OAuth 2: token-url= or issuer=, client-id=, client-secret=, scope=, audience=, username=, password=, refresh-token=, access-token=',
    )
    .option(
      '--auth-file <file>',
      'authentication file of Web Fuzzing Commons: its first user asks, the others are tested against him',
    )
    .option('--role <name>', 'role of the identity, such as admin or user')
    .option(
      '--other <kind=value>',
      'another user of the same rights, to test one against the other: bearer=TOKEN basic=USER:PASSWORD api-key=NAME=VALUE cookie=PAIRS header=NAME:VALUE login=REQUEST oauth=WORDS',
      repeated,
    )
    .option('--ca <file>', 'certificates to trust beside the system’s, PEM')
    .option('--insecure', 'send credentials even where the server’s certificate does not verify');
}
