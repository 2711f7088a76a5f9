import type { Credential } from '../credentials/supply.ts';
import type { ArmName } from '../vocabulary.ts';

/** One speaker on the wire: what makes a request look like that of a certain credential. */
export interface Speaker {
  readonly path: string;
  readonly headers: readonly string[];
  readonly body?: string | undefined;
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
  /** The supply ends here: a folder of certificates, a file of credentials, or a slow command. */
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

/**
 * The request that carries a credential in its place. Header values, where a credential is some, are sent as they are.
 * Other headers of the user stay; one of the same name makes room, as it was for issuing credentials alone.
 */
export function speakerWith(
  url: URL,
  place: CredentialPlace,
  credential: Credential,
  headers: Readonly<Record<string, string>>,
): Speaker {
  const path = `${url.pathname}${url.search}`;
  const beside = (own: Readonly<Record<string, string>>) => {
    const names = Object.keys(own).map((name) => name.toLowerCase());
    const others = Object.entries(headers).filter(([name]) => !names.includes(name.toLowerCase()));
    return [...others.flat(), ...Object.entries(own).flat()];
  };
  if (typeof credential !== 'string') return { path, headers: beside(credential) };
  switch (place.in) {
    case 'header':
      return { path, headers: beside({ [place.name]: `${place.prefix ?? ''}${credential}` }) };
    case 'cookie':
      return { path, headers: beside({ cookie: `${place.name}=${credential}` }) };
    case 'query': {
      const mark = url.search === '' ? '?' : '&';
      return {
        path: `${path}${mark}${encodeURIComponent(place.name)}=${encodeURIComponent(credential)}`,
        headers: beside({}),
      };
    }
  }
}
