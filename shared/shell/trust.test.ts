import { expect, test } from 'vitest';
import { isAuthority, isOfOffice } from './trust.ts';

// Made once with openssl for a hundred years: an authority and a hub's certificate (hub.kantor.lan, 192.168.1.10), and
// the same pair by somebody else who writes the same names.
const authority = `-----BEGIN CERTIFICATE-----
MIIBqTCCAU+gAwIBAgIUQxfSodO7pMpDlsAxLnjEMVVTI7swCgYIKoZIzj0EAwIw
KTEnMCUGA1UEAwweS2FudG9yIEltaWdyYXNpIExhbXB1bmcgVGVuZ2FoMCAXDTI2
MTEyNDEyMTM0MFoYDzIxMjYxMDMxMTIxMzQwWjApMScwJQYDVQQDDB5LYW50b3Ig
SW1pZ3Jhc2kgTGFtcHVuZyBUZW5nYWgwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AAT7fPy+cBAvbvj2OkvDf6SdPXb0fE9B/OI7cuD9iWNrAQYyQAM+ehZ6FMD2kYzp
t2eUQnHQ1d8OMyOZ3Td/WBS1o1MwUTAdBgNVHQ4EFgQU4RADcs5ZqkLqb1ei4jsb
v+cW544wHwYDVR0jBBgwFoAU4RADcs5ZqkLqb1ei4jsbv+cW544wDwYDVR0TAQH/
BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEAwP9Sd2c/cx0/vE/i8ZPr5YiB9Fv/
yi99Ma0K3ORjzIQCIEKmBWJa44ZK52ZgUdHb+0ylb5OKOiivo5PCMZaLEssL
-----END CERTIFICATE-----`;
const hub = `-----BEGIN CERTIFICATE-----
MIIBqjCCAU+gAwIBAgIUBrNfWxJFwJVwq0tlKL5AvxfI2TwwCgYIKoZIzj0EAwIw
KTEnMCUGA1UEAwweS2FudG9yIEltaWdyYXNpIExhbXB1bmcgVGVuZ2FoMCAXDTI2
MTEyNDEyMTM0MFoYDzIxMjYxMDMxMTIxMzQwWjAOMQwwCgYDVQQDDANodWIwWTAT
BgcqhkjOPQIBBggqhkjOPQMBBwNCAAQynC+Jyk3skawAqHAXTaCvztVogLEWDCi2
STGOdpRcBHbfPjDz4adwHy3zb4JC2cEe21Yo1zMS5QWryG7eS0Rko24wbDAfBgNV
HREEGDAWgg5odWIua2FudG9yLmxhbocEwKgBCjAJBgNVHRMEAjAAMB0GA1UdDgQW
BBQL6rSKiMWlvqbz0s5aJJk5h87KxjAfBgNVHSMEGDAWgBThEANyzlmqQupvV6Li
Oxu/5xbnjjAKBggqhkjOPQQDAgNJADBGAiEA/EcC0vOb+oz8ObZzX7vrNirPY1Dw
peTgzFndX26cRgACIQDgBaE2PbwUraWi4KnrHJnCxgOsDPermDS3rzbtPrHGgw==
-----END CERTIFICATE-----`;
const impostor = `-----BEGIN CERTIFICATE-----
MIIBqjCCAU+gAwIBAgIUTfHS3N8ABz/qJYimKdwhRaJXHgMwCgYIKoZIzj0EAwIw
KTEnMCUGA1UEAwweS2FudG9yIEltaWdyYXNpIExhbXB1bmcgVGVuZ2FoMCAXDTI2
MTEyNDEyMTM0MFoYDzIxMjYxMDMxMTIxMzQwWjApMScwJQYDVQQDDB5LYW50b3Ig
SW1pZ3Jhc2kgTGFtcHVuZyBUZW5nYWgwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AATnQ7V8vSep05uPSlYGJirTChxgGJPTQCSPq+/Uo2HmDLJ95iTgJ8P3j0CheK7d
YJyHHE5PFABlF0XPKeCWoyz+o1MwUTAdBgNVHQ4EFgQU+F/XK/LbjrWx6rKeYCoI
kGvwHIkwHwYDVR0jBBgwFoAU+F/XK/LbjrWx6rKeYCoIkGvwHIkwDwYDVR0TAQH/
BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEAhx8ctU11xGwl7MVkvRzNbbH6kcoH
UTtdCI2mA5EvYmMCIQCgdQ3duFPYqJmS1gOXaTdSUU9uzotay4mX0+yXfd5K2Q==
-----END CERTIFICATE-----`;
const hubOfImpostor = `-----BEGIN CERTIFICATE-----
MIIBqDCCAU+gAwIBAgIUdfCUMJ2JVTZ3pE67Xv+tnU2CFwcwCgYIKoZIzj0EAwIw
KTEnMCUGA1UEAwweS2FudG9yIEltaWdyYXNpIExhbXB1bmcgVGVuZ2FoMCAXDTI2
MTEyNDEyMTM0MFoYDzIxMjYxMDMxMTIxMzQwWjAOMQwwCgYDVQQDDANodWIwWTAT
BgcqhkjOPQIBBggqhkjOPQMBBwNCAAS26FT05HfpVTUfQFEJdlcLiYD5WExesaGI
mItOY+J0fFXGsq1L8+sd6OJpEWQieS/2gS1OB0fEpj/Xvvd5D1NSo24wbDAfBgNV
HREEGDAWgg5odWIua2FudG9yLmxhbocEwKgBCjAJBgNVHRMEAjAAMB0GA1UdDgQW
BBQSbK1JDmu/aMWxzie9yInQ6+V2ezAfBgNVHSMEGDAWgBT4X9cr8tuOtbHqsp5g
KgiQa/AciTAKBggqhkjOPQQDAgNHADBEAiBxv07FDeG0XLbEr1Hlf+uc5ki/qFJS
1domlaLleq8sOAIgdZmTZnpCZufidKaHoM62qxARf9Gobx21f7j0Wfop9xM=
-----END CERTIFICATE-----`;

const today = Date.UTC(2027, 0, 1);

test('the office believes its own hub, by name and by address', () => {
  expect(isOfOffice(authority, hub, 'hub.kantor.lan', today)).toBe(true);
  expect(isOfOffice(authority, hub, '192.168.1.10', today)).toBe(true);
});

test('a hub of somebody else is not believed, though it writes the same names', () => {
  expect(isOfOffice(authority, hubOfImpostor, 'hub.kantor.lan', today)).toBe(false);
  expect(isOfOffice(impostor, hub, 'hub.kantor.lan', today)).toBe(false);
  expect(isOfOffice(impostor, hubOfImpostor, 'hub.kantor.lan', today)).toBe(true);
});

test('nor the right one at another address, before its time or after it', () => {
  expect(isOfOffice(authority, hub, 'hub.lain.lan', today)).toBe(false);
  expect(isOfOffice(authority, hub, '192.168.1.11', today)).toBe(false);
  expect(isOfOffice(authority, hub, 'hub.kantor.lan', Date.UTC(2020, 0, 1))).toBe(false);
  expect(isOfOffice(authority, hub, 'hub.kantor.lan', Date.UTC(2200, 0, 1))).toBe(false);
});

test('a certificate that is no authority, or no certificate, makes nobody trusted', () => {
  expect(isOfOffice(hub, hub, 'hub.kantor.lan', today)).toBe(false);
  expect(isOfOffice('', hub, 'hub.kantor.lan', today)).toBe(false);
  expect(isOfOffice(authority, 'x', 'hub.kantor.lan', today)).toBe(false);
  expect([authority, hub, 'x', ''].map(isAuthority)).toEqual([true, false, false, false]);
});
