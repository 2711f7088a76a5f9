import type { ArmName } from '../vocabulary.ts';

/** One speaker on the wire: what makes a request look like that of a certain credential. */
export interface Speaker {
  readonly path: string;
  readonly headers: readonly string[];
  /** Client certificate and key, PEM. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

/**
 * What is fresh in a treatment wave. `same` is one never-valid credential for the control phases; `fresh` hands out
 * ones that were never seen. Speakers are made ahead of a slice, so that making them does not disturb its pace.
 */
export interface Arm {
  readonly name: ArmName;
  /** Length of one credential on the wire, bytes. */
  readonly credentialBytes: number;
  /** The service sees a new TCP or TLS connection in control requests, and in fresh ones. */
  readonly newConnection: { readonly same: boolean; readonly fresh: boolean };
  /** The supply ends here: a folder of certificates, or a slow command. */
  readonly mostIdentities: number;
  readonly same: Speaker;
  fresh(count: number): Promise<Speaker[]>;
}

/** Where an API key or token travels. Cookie and query names are taken as given. */
export interface CredentialPlace {
  readonly in: 'header' | 'query' | 'cookie';
  readonly name: string;
  /** Written before the credential in a header, such as `Bearer `. */
  readonly prefix?: string | undefined;
}

/** The request that carries a credential in its place; other headers of the user stay as they are. */
export function speakerWith(
  url: URL,
  place: CredentialPlace,
  credential: string,
  headers: Readonly<Record<string, string>>,
): Speaker {
  const others = Object.entries(headers).flat();
  const path = `${url.pathname}${url.search}`;
  switch (place.in) {
    case 'header':
      return { path, headers: [...others, place.name, `${place.prefix ?? ''}${credential}`] };
    case 'cookie':
      return { path, headers: [...others, 'cookie', `${place.name}=${credential}`] };
    case 'query': {
      const mark = url.search === '' ? '?' : '&';
      return {
        path: `${path}${mark}${encodeURIComponent(place.name)}=${encodeURIComponent(credential)}`,
        headers: others,
      };
    }
  }
}
