import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublic } from '../../src/deliver/addresses.ts';
import { shownTarget, targetProblem } from '../../src/deliver/target.ts';

const strict = { allowPrivate: false, mailDomains: ['example.org'] };
const problem = (url: string) => targetProblem('json', url, strict);

/** First address, and how many bits are fixed: what the Internet does not route, IANA's registry. */
const CLOSED: readonly (readonly [number, number])[] = [
  [0x00000000, 8],
  [0x0a000000, 8],
  [0x64400000, 10],
  [0x7f000000, 8],
  [0xa9fe0000, 16],
  [0xac100000, 12],
  [0xc0000000, 24],
  [0xc0000200, 24],
  [0xc0586300, 24],
  [0xc0a80000, 16],
  [0xc6120000, 15],
  [0xc6336400, 24],
  [0xcb007100, 24],
  [0xe0000000, 4],
  [0xf0000000, 4],
];
const isClosed = (address: number) =>
  CLOSED.some(([first, bits]) => address >= first && address < first + 2 ** (32 - bits));

const closed = fc
  .constantFrom(...CLOSED)
  .chain(([first, bits]) => fc.integer({ min: first, max: first + 2 ** (32 - bits) - 1 }));
const open = fc.integer({ min: 0, max: 2 ** 32 - 1 }).filter((address) => !isClosed(address));

const bytes = (address: number) => [24, 16, 8, 0].map((shift) => (address / 2 ** shift) & 255);
const dotted = (address: number) => bytes(address).join('.');
const hex = (address: number) => address.toString(16).padStart(8, '0');

/** Every way that browsers and libraries read an IPv4 address. */
const SPELLINGS: readonly ((address: number) => string)[] = [
  dotted,
  (address) => String(address),
  (address) => `0x${address.toString(16)}`,
  (address) => `0${address.toString(8)}`,
  (address) =>
    bytes(address)
      .map((byte) => `0x${byte.toString(16)}`)
      .join('.'),
  (address) =>
    bytes(address)
      .map((byte) => `0${byte.toString(8)}`)
      .join('.'),
  (address) => `${Math.floor(address / 2 ** 24)}.${address % 2 ** 24}`,
  (address) => `${Math.floor(address / 2 ** 24)}.${(address >>> 16) & 255}.${address % 2 ** 16}`,
  (address) => `${dotted(address)}.`,
  (address) => dotted(address).replaceAll('.', '%2e'),
  (address) => dotted(address).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
  (address) => `[::ffff:${dotted(address)}]`,
  (address) => `[::ffff:${hex(address).slice(0, 4)}:${hex(address).slice(4)}]`,
  (address) => `[0:0:0:0:0:ffff:${dotted(address)}]`,
  (address) => `[64:ff9b::${dotted(address)}]`,
  (address) => `[2002:${hex(address).slice(0, 4)}:${hex(address).slice(4)}::1]`,
];

describe('a target', () => {
  it('is never an address that is not the public Internet, however it is spelled', () => {
    fc.assert(
      fc.property(
        closed,
        fc.constantFrom(...SPELLINGS),
        fc.constantFrom('', ':8443', '/a?b'),
        (at, spell, rest) => {
          expect(problem(`https://${spell(at)}${rest}`)).toBe('private');
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('may be any public IPv4 address, in the same spellings', () => {
    const plain = SPELLINGS.slice(0, 10);
    fc.assert(
      fc.property(open, fc.constantFrom(...plain), (at, spell) => {
        expect(problem(`https://${spell(at)}/x`)).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    '::1',
    '::',
    'fc00::1',
    'fd12:3456:789a::1',
    'fe80::1',
    'fec0::1',
    'ff02::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2001:10::1',
    '3fff::1',
    '5f00::1',
    '::127.0.0.1',
    '::ffff:0:127.0.0.1',
    '64:ff9b:1::1',
    '4000::1',
  ])('is not the IPv6 address %s', (address) => {
    expect(isPublic(address)).toBe(false);
    expect(problem(`https://[${address}]/`)).toBe('private');
  });

  it.each(['2606:4700::6810:84e5', '2a00:1450:4001:800::200e', '2400:3200::1', '64:ff9b::808:808'])(
    'may be the IPv6 address %s',
    (address) => expect(problem(`https://[${address}]/`)).toBeNull(),
  );

  it('is no address with a zone, no name and no nonsense where an address is asked about', () => {
    for (const text of ['fe80::1%eth0', '2606:4700::1%1', 'localhost', '', '1.2.3', '1.2.3.4.5']) {
      expect(isPublic(text)).toBe(false);
    }
  });

  it.each([
    ['http://hooks.example.com/x', 'notHttps'],
    ['https://localhost/x', 'private'],
    ['https://a.localhost./x', 'private'],
    ['https://LOCALHOST', 'private'],
    ['ftp://hooks.example.com/x', 'malformed'],
    ['file:///etc/passwd', 'malformed'],
    ['javascript:alert(1)', 'malformed'],
    ['hooks.example.com/x', 'malformed'],
    ['https://', 'malformed'],
    [`https://a.example/${'x'.repeat(2000)}`, 'malformed'],
    ['https://hooks.example.com/services/T0/B0/x', null],
  ])('%s is refused as %s', (url, expected) => expect(problem(url)).toBe(expected));

  it('may be http and private where the operator allows it', () => {
    const rules = { allowPrivate: true, mailDomains: [] };
    expect(targetProblem('slack', 'http://10.0.0.5:8065/hooks/x', rules)).toBeNull();
    expect(targetProblem('slack', 'ftp://10.0.0.5/', rules)).toBe('malformed');
  });

  it('may be a mailbox of the domains that the operator allows', () => {
    const mail = (to: string, mailDomains = ['example.org']) =>
      targetProblem('email', to, { allowPrivate: false, mailDomains });
    expect(mail('ann@example.org')).toBeNull();
    expect(mail('ann@EXAMPLE.org')).toBeNull();
    expect(mail('ann@evil.example')).toBe('mailDomain');
    expect(mail('ann@evil.example', ['*'])).toBeNull();
    expect(mail('ann@example.org', [])).toBe('noMail');
    for (const to of ['ann', 'ann@example.org\r\nBcc: x@y.z', 'a@b@example.org', '<ann@example.org>']) {
      expect(mail(to)).toBe('malformed');
    }
  });

  it('is shown without what lets one post there', () => {
    const of = (form: 'json' | 'email', to: string) => shownTarget({ form, to });
    expect(of('json', 'https://user:pass@hooks.example.com:8443/T/B?k=1#f')).toBe(
      'https://hooks.example.com:8443/****',
    );
    expect(of('email', 'ann@example.org')).toBe('a****@example.org');
    expect(of('json', 'nonsense')).toBe('****');
  });
});
