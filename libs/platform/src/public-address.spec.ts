import fc from 'fast-check';
import { isPublicAddress } from './public-address.js';

test.each([
  '1.1.1.1', '8.8.8.8', '100.63.255.255', '100.128.0.1', '172.15.255.255', '172.32.0.1', '192.167.1.1', '198.17.1.1', '198.20.0.1', '223.255.255.254', '168.63.129.15',
  '2606:4700:4700::1111', '2400:3200::1', '2001:200::1', '2001:4860:4860::8888', '3ffe:ffff::1',
])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true));

test.each([
  ['unspecified', '0.0.0.0'], ['this network', '0.1.2.3'], ['private', '10.0.0.1'], ['private', '10.255.255.255'], ['private', '172.16.0.1'], ['private', '172.31.255.255'], ['private', '192.168.1.1'],
  ['carrier-grade NAT', '100.64.0.1'], ['metadata of Alibaba', '100.100.100.200'], ['loopback', '127.0.0.1'], ['loopback', '127.255.255.255'], ['link-local', '169.254.1.1'],
  ['metadata', '169.254.169.254'], ['metadata of Azure', '168.63.129.16'], ['protocol assignments', '192.0.0.192'], ['documentation', '192.0.2.1'], ['documentation', '198.51.100.7'],
  ['documentation', '203.0.113.9'], ['6to4 relay', '192.88.99.1'], ['benchmark', '198.18.0.1'], ['benchmark', '198.19.255.255'], ['multicast', '224.0.0.1'], ['multicast', '239.255.255.255'],
  ['reserved', '240.0.0.1'], ['broadcast', '255.255.255.255'],
  ['unspecified', '::'], ['loopback', '::1'], ['mapped IPv4', '::ffff:127.0.0.1'], ['mapped IPv4, in hex', '::ffff:7f00:1'], ['mapped public IPv4', '::ffff:8.8.8.8'], ['compatible IPv4', '::127.0.0.1'],
  ['translated IPv4', '64:ff9b::7f00:1'], ['translated IPv4', '64:ff9b:1::a00:1'], ['6to4 of 127.0.0.1', '2002:7f00:1::'], ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  ['unique local', 'fc00::1'], ['metadata of AWS', 'fd00:ec2::254'], ['link-local', 'fe80::1'], ['link-local with a zone', 'fe80::1%eth0'], ['public with a zone', '2606:4700::1%1'], ['site-local', 'fec0::1'],
  ['multicast', 'ff02::1'], ['documentation', '2001:db8::1'], ['documentation', '3fff::1'], ['benchmark', '2001:2::1'], ['ORCHID', '2001:20::1'], ['segment routing', '5f00::1'], ['discard', '100::1'],
  ['no address', 'localhost'], ['no address', ''], ['no address', '127.1'], ['no address', '2130706433'], ['no address', '1.1.1.1 '],
])('%s: %s is not', (_, address) => expect(isPublicAddress(address)).toBe(false));

test('whatever stands in 10/8, 127/8, 169.254/16, 172.16/12 or 192.168/16 is not public, in any wrapping of IPv6', () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const inner = fc.oneof(
    fc.tuple(fc.constantFrom(10, 127), byte, byte, byte),
    fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
    fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
    fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
  );
  fc.assert(fc.property(inner, ([a, b, c, d]) => {
    const text = `${a}.${b}.${c}.${d}`;
    const hex = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
    for (const address of [text, `::ffff:${text}`, `::ffff:${hex}`, `::${hex}`, `64:ff9b::${hex}`, `64:ff9b:1::${hex}`, `2002:${hex}::1`]) expect({ address, open: isPublicAddress(address) }).toEqual({ address, open: false });
  }));
});
