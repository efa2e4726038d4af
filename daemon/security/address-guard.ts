import ipaddr from 'ipaddr.js';

/** Azure's host agent: an address of the public range that every virtual machine there reaches, and it hands out secrets. */
const AZURE_HOST_AGENT = '168.63.129.16';

/** The only IPv6 block IANA has handed out for the public Internet. */
const GLOBAL_IPV6 = ipaddr.IPv6.parse('2000::');

/**
 * Whether an address literal belongs to the public Internet. An IPv4 address embedded in IPv6 by mapping or by the
 * well-known NAT64 prefix (what an IPv6-only network resolves public sites to) is judged as IPv4; every other way of
 * embedding one (6to4, Teredo, IPv4-compatible, local NAT64) is refused, since no site of today needs it.
 */
export function isPublicAddress(address: string): boolean {
  if (address.includes('%') || !ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv4) return isPublicIpv4(parsed);
  const range = parsed.range();
  if (range === 'ipv4Mapped') return isPublicIpv4(parsed.toIPv4Address());
  if (range === 'rfc6052') return isWellKnownNat64(parsed) && isPublicIpv4(lastIpv4(parsed));
  return range === 'unicast' && parsed.match(GLOBAL_IPV6, 3);
}

function isPublicIpv4(address: ipaddr.IPv4): boolean {
  return address.range() === 'unicast' && address.toString() !== AZURE_HOST_AGENT;
}

function isWellKnownNat64(address: ipaddr.IPv6): boolean {
  return address.match(ipaddr.IPv6.parse('64:ff9b::'), 96);
}

function lastIpv4(address: ipaddr.IPv6): ipaddr.IPv4 {
  return new ipaddr.IPv4(address.toByteArray().slice(12));
}
