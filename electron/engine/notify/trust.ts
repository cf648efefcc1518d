import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

let trusted: SecureContext | undefined;

/** Who may vouch for a server: whom everybody trusts, and whom this system was told to trust. Read once, for reading takes long. */
export function systemTrust(): SecureContext {
  trusted ??= createSecureContext({
    ca: [...getCACertificates('default'), ...getCACertificates('system')],
    minVersion: 'TLSv1.2',
  });
  return trusted;
}
