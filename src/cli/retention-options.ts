import type { Command } from 'commander';
import { repeated } from './repeated.ts';

/** Where valid credentials come from. */
export interface SupplyFlags {
  readonly jwtSecret?: string;
  readonly jwtKey?: string;
  readonly jwtFresh?: string;
  readonly jwtClaims?: string;
  readonly credentials?: string;
  readonly credentialCommand?: string;
  readonly issue?: string;
  readonly issueRemove?: string;
}

/** Flags that `retention` and `scan --retention` share. */
export interface ArmFlags extends SupplyFlags {
  readonly retentionTarget?: string;
  readonly arm?: string;
  readonly credentialIn?: string;
  readonly credentialTemplate?: string;
  readonly profile?: string;
  readonly idle?: string;
  readonly pid?: string;
  readonly cgroup?: string;
  readonly metrics?: string;
  readonly memoryCommand?: string;
  readonly metricsHeader?: readonly string[];
  readonly collect?: string;
  readonly allowGc?: boolean;
  readonly runtime?: string;
  readonly answersOnly?: boolean;
  readonly limitHeader?: string;
  readonly memoryLimit?: string;
  readonly newCredentialsPerHour?: string;
  readonly failOnGrowth?: string;
}

/** Flags of `retention` as commander hands them over. */
export interface RetentionFlags extends ArmFlags {
  readonly caCert?: string;
  readonly caKey?: string;
  readonly certificates?: string;
  readonly duration?: string;
  readonly watch?: boolean;
  readonly method?: string;
  readonly active?: boolean;
  readonly bodyTemplate?: string;
  readonly bodyBytes?: string;
  readonly http2?: boolean;
  readonly unixSocket?: string;
  readonly hello?: string;
  readonly header?: readonly string[];
  readonly cert?: string;
  readonly key?: string;
  readonly ca?: string;
  readonly insecure?: boolean;
  readonly from?: string;
  readonly trace?: string;
  readonly format?: readonly string[];
  readonly upload?: boolean;
  readonly compare?: string;
  readonly save?: boolean;
  readonly quiet?: boolean;
  readonly color: boolean;
}

export function addConsent(command: Command): Command {
  return command.option(
    '--retention-target <host>',
    'consent: the host that may be put under load, named once more',
  );
}

/** Flags of `scan` alone. */
export interface ScanRetentionFlags extends ArmFlags {
  readonly retention?: boolean;
  readonly retentionEndpoint?: string;
  readonly retentionTrace?: string;
}

/** What `scan --retention` can be told; minted client certificates are for `retention`. */
export function addArmOptions(command: Command): Command {
  command
    .option(
      '--retention-endpoint <path>',
      'endpoint to ask, a path or an address; else up to ten operations that take a credential',
    )
    .option('--retention-trace <file>', 'write the recording, for "middlebrick retention --from"');
  return addMemorySources(
    addLength(
      addSupply(
        addTokens(
          addWhatIsFresh(command, 'credential, jwt or connection; more with "middlebrick retention"'),
        ),
      ),
    ),
  );
}

function addTokens(command: Command): Command {
  return command
    .option('--jwt-secret <value>', 'sign tokens with HS256; value, env:NAME, or - for standard input')
    .option('--jwt-key <file>', 'sign tokens with this private key, PEM')
    .option(
      '--jwt-fresh <parts>',
      'what is new in each token: kid, iss, sub and jti, by commas; sub,jti where left out',
    )
    .option('--jwt-claims <json|@file>', 'claims of every token, such as {"aud":"api"}');
}

function addSupply(command: Command): Command {
  return command
    .option('--credentials <file>', 'one a line, or CSV or JSON with header values; each is used once')
    .option('--credential-command <command>', 'prints credentials, one a line, MIDDLEBRICK_COUNT of them')
    .option('--issue <request>', 'ask the API itself: POST /keys {"name":"mb-{n}"} -> $.key')
    .option(
      '--issue-remove <request>',
      'how one is removed again: DELETE /keys/{id}; by Location or id of the answer where left out',
    );
}

function addWhatIsFresh(command: Command, arms: string): Command {
  return command
    .option('--arm <name>', arms)
    .option(
      '--credential-in <place>',
      'header:NAME, query:NAME or cookie:NAME; header:Authorization as Bearer',
    )
    .option(
      '--credential-template <text>',
      'form of a credential, such as sk_live_{hex:32} or {base64url:*}',
    );
}

function addLength(command: Command): Command {
  return command
    .option('--profile <name>', 'full: 60,000 requests in about 40 s; quick: 7,000 in 8 s')
    .option('--idle <seconds>', 'silence after the first wave: time to live of the cache plus one, up to 40')
    .option(
      '--limit-header <name>',
      'response header that says how many requests a rate limit leaves, where it has a name of its own',
    );
}

function addLongRuns(command: Command): Command {
  return command
    .option(
      '--duration <time>',
      'soak: repeat waves for 60s to 24h, such as 30m or 2h; as many requests as a full run, spread over it',
    )
    .option(
      '--watch',
      "send nothing: read memory and request counters under the service's own traffic, until --duration or Ctrl-C",
    );
}

function addMemorySources(command: Command): Command {
  return command
    .option('--pid <number>', 'resident memory of this process and its children')
    .option('--cgroup <folder>', 'anonymous memory of this control group, version 1 or 2')
    .option('--metrics <url>', 'Prometheus page of the target; /metrics is tried anyway')
    .option(
      '--metrics-header <name: value>',
      'header for the pages of --metrics and --collect; value, env:NAME, or -; --cert and --key hold there too',
      repeated,
    )
    .option('--memory-command <command>', 'prints bytes, such as one line of docker, kubectl or ssh')
    .option('--collect <url|command>', 'forces a garbage collection, and may print the heap in bytes')
    .option(
      '--allow-gc',
      'force collections in a Node or JVM process of this machine, by its inspector (opened with SIGUSR1) or jcmd',
    )
    .option('--runtime <name>', 'native, cpython, node, jvm, go, dotnet or ruby, where it is not recognised')
    .option('--answers-only', 'read no memory, even where it can be found: state can be told, bytes can not')
    .option(
      '--memory-limit <size>',
      'what it may use, such as 512MiB: how soon it is full; its container’s limit',
    )
    .option(
      '--new-credentials-per-hour <number>',
      'how many ordinary traffic brings: how long it lasts without an attack',
    )
    .option(
      '--fail-on-growth <size>',
      'fail only where more than this is kept of each for certain, such as 100B: the lower end of the interval',
    );
}

/** Adds the flags of `retention`, grouped as `--help` shows them. */
export function addRetentionOptions(command: Command): Command {
  addConsent(
    command.optionsGroup('Consent (the probe puts load on the target and may leave memory pinned there):'),
  );
  addTokens(
    addWhatIsFresh(
      command.optionsGroup('What is fresh in each request:'),
      'credential, jwt, certificate, payload, connection, abort, body, handshake, resume, stream, websocket, or same-credential as a control run',
    ),
  )
    .option('--ca-cert <file>', 'mint client certificates: certificate of the authority, PEM')
    .option('--ca-key <file>', 'and its private key, PEM')
    .option('--certificates <folder>', 'or take client certificates with their keys from here');
  addSupply(
    command.optionsGroup(
      'Where valid credentials come from, for any arm and place (random ones where left out):',
    ),
  );
  addMemorySources(
    command.optionsGroup(
      'Where memory is read (found by port on this machine; else answers alone are judged):',
    ),
  );
  return addLongRuns(addLength(command.optionsGroup('How to ask:')))
    .option('--method <name>', 'GET or HEAD; POST, PUT or PATCH with --active')
    .option('--active', 'consent: thousands of requests that create or change something, which stays')
    .option('--body-template <text>', 'body, fresh in each request of --arm payload: {"note":"{hex:*}"}')
    .option('--body-bytes <from-to>', 'length of a body with a {…:*}: 2048, or 256-8192 for bodies that grow')
    .option('--http2', 'speak HTTP/2')
    .option(
      '--unix-socket <file>',
      'reach the target by this socket; or write unix:/file:/path as its address',
    )
    .option('--hello <text>', 'first message on each WebSocket of --arm websocket')
    .option(
      '-H, --header <name: value>',
      'header to send with every request; value, env:NAME, or -',
      repeated,
    )
    .option('--cert <file>', 'client certificate for the other arms, PEM')
    .option('--key <file>', 'its private key, PEM')
    .option('--ca <file>', 'certificates to trust, PEM')
    .option('--insecure', 'accept any certificate of the server; so it is on this machine anyway')
    .optionsGroup('What comes out:')
    .option('--from <file>', 'judge a saved trace or result again; sends nothing')
    .option('--trace <file>', 'write the recording, for --from')
    .option('--format <format[=file]>', 'summary, json or html; several at once', repeated)
    .option(
      '--upload',
      'send the result to the server that MIDDLEBRICK_URL names, with the key in MIDDLEBRICK_API_KEY',
    )
    .option(
      '--compare <run>',
      'the run before a change: a file, the id of a kept run, or "last"; says what the change did',
    )
    .option('--no-save', 'do not keep the result on this machine')
    .option('--quiet', 'no progress')
    .option('--no-color', 'no colour; NO_COLOR does the same');
}
