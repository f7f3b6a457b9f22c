import { BlockList, isIP } from 'node:net';

/*
 * Which addresses of the internet a server may call for somebody else (server-side request forgery, OWASP API7:2023). The
 * ranges are those of IANA's special-purpose registries (RFC 6890 and what was added to it since).
 */

/** IPv4 that is not everybody's: the range, and why it stands here. */
const CLOSED_IPV4 = [
  ['0.0.0.0', 8, 'this host (RFC 791)'],
  ['10.0.0.0', 8, 'private (RFC 1918)'],
  ['100.64.0.0', 10, 'carrier-grade NAT (RFC 6598); in it 100.100.100.200, the metadata of Alibaba Cloud'],
  ['127.0.0.0', 8, 'loopback (RFC 1122)'],
  ['168.63.129.16', 32, 'a public number behind which Azure answers its own machines'],
  ['169.254.0.0', 16, 'link-local (RFC 3927); in it 169.254.169.254, the metadata of most clouds'],
  ['172.16.0.0', 12, 'private (RFC 1918)'],
  ['192.0.0.0', 24, 'protocol assignments (RFC 6890)'],
  ['192.0.2.0', 24, 'documentation (RFC 5737)'],
  ['192.88.99.0', 24, '6to4 relays (RFC 7526)'],
  ['192.168.0.0', 16, 'private (RFC 1918)'],
  ['198.18.0.0', 15, 'benchmarks (RFC 2544)'],
  ['198.51.100.0', 24, 'documentation (RFC 5737)'],
  ['203.0.113.0', 24, 'documentation (RFC 5737)'],
  ['224.0.0.0', 4, 'multicast (RFC 5771)'],
  ['240.0.0.0', 4, 'reserved, and the broadcast address (RFC 1112)'],
] as const;

/**
 * The only part of IPv6 that is given to the public (RFC 4291). Outside it lie the unspecified address, loopback, IPv4 in
 * whatever wrapping (`::ffff:0:0/96`, `::/96`, `64:ff9b::/96`, `64:ff9b:1::/48`), unique local addresses with the metadata
 * address `fd00:ec2::254` among them, link-local and multicast.
 */
const GLOBAL_IPV6 = ['2000::', 3] as const;

/** What is closed within it. */
const CLOSED_IPV6 = [
  ['2001::', 23, 'protocol assignments, with Teredo, benchmarks and ORCHID (RFC 2928)'],
  ['2001:db8::', 32, 'documentation (RFC 3849)'],
  ['2002::', 16, '6to4: an IPv4 address in another wrapping (RFC 3056)'],
  ['3fff::', 20, 'documentation (RFC 9637)'],
] as const;

const closed = new BlockList();
for (const [net, prefix] of CLOSED_IPV4) closed.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of CLOSED_IPV6) closed.addSubnet(net, prefix, 'ipv6');
const global = new BlockList();
global.addSubnet(...GLOBAL_IPV6, 'ipv6');

/** Whether an address, as a resolver answers it, is one of the public internet. What is no address is none. Pure. */
export const isPublicAddress = (address: string): boolean => {
  // A zone (`fe80::1%eth0`) makes sense on one link only.
  if (address.includes('%')) return false;
  switch (isIP(address)) {
    case 4:
      return !closed.check(address, 'ipv4');
    case 6:
      return global.check(address, 'ipv6') && !closed.check(address, 'ipv6');
    default:
      return false;
  }
};
