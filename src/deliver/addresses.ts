// Which addresses are on the public Internet. All others could be the operator's own network, so nothing is sent there.
import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** IANA's special-purpose registry for IPv4, with multicast and what is reserved. */
const NOT_PUBLIC_4 = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // carrier-grade NAT
  ['127.0.0.0', 8], // loopback
  ['169.254.0.0', 16], // link-local, metadata services
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, broadcast
] as const;

/** Within 2000::/3, the only part of IPv6 that is given out. */
const NOT_PUBLIC_6 = [
  ['2001::', 23], // protocol assignments, Teredo
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4: an IPv4 address in disguise
  ['3fff::', 20], // documentation
] as const;

const closed4 = new BlockList();
for (const [net, prefix] of NOT_PUBLIC_4) closed4.addSubnet(net, prefix, 'ipv4');
const closed6 = new BlockList();
for (const [net, prefix] of NOT_PUBLIC_6) closed6.addSubnet(net, prefix, 'ipv6');
const given6 = new BlockList();
given6.addSubnet('2000::', 3, 'ipv6');
const translated = new BlockList();
translated.addSubnet('64:ff9b::', 96, 'ipv6');

/** Of an IPv4 or IPv6 address as the system writes it; anything else is not public. */
export function isPublic(address: string): boolean {
  if (isIPv4(address)) return !closed4.check(address, 'ipv4');
  // A zone, as in fe80::1%eth0, means this machine's own network.
  if (!isIPv6(address) || address.includes('%')) return false;
  // A NAT64 gateway leads to the IPv4 address at the end; a mapped address is one.
  if (translated.check(address, 'ipv6')) return isPublic(lastFour(address));
  if (!given6.check(address, 'ipv6')) return false;
  return !closed6.check(address, 'ipv6');
}

/** The last 32 bits of an IPv6 address as IPv4. */
function lastFour(address: string): string {
  const groups = new URL(`http://[${address}]/`).hostname.slice(1, -1).split(':');
  return groups
    .slice(-2)
    .map((group) => Number.parseInt(group || '0', 16))
    .flatMap((number) => [number >> 8, number & 255])
    .join('.');
}
