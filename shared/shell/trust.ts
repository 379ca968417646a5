import { X509Certificate } from 'node:crypto';

/**
 * Whether the certificate of a hub was issued by the office's own authority, for this name, and holds now.
 * Both in PEM; what cannot be read is not trusted.
 */
export function isOfOffice(authorityPem: string, certificatePem: string, hostname: string, now: number): boolean {
  try {
    const authority = new X509Certificate(authorityPem);
    const certificate = new X509Certificate(certificatePem);
    const isNamed = certificate.checkHost(hostname) !== undefined || certificate.checkIP(hostname) !== undefined;
    return (
      authority.ca &&
      isNamed &&
      [authority, certificate].every((one) => Date.parse(one.validFrom) <= now && now < Date.parse(one.validTo)) &&
      certificate.checkIssued(authority) &&
      certificate.verify(authority.publicKey)
    );
  } catch {
    return false;
  }
}

/** Whether a file's text is a certificate authority at all. */
export function isAuthority(pem: string): boolean {
  try {
    return new X509Certificate(pem).ca;
  } catch {
    return false;
  }
}
