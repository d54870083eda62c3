import { isIPv6 } from 'node:net';
import type { Request } from 'express';

/** The address of a request, as the name of a caller. */
export const addressOf = (request: Request): string => `address ${networkOf(request.ip ?? '')}`;

/** A household usually has an IPv6 /64: its addresses count as one caller. */
function networkOf(ip: string): string {
  const address = ip.replace(/^::ffff:(?=[\d.]+$)/i, '').replace(/%.*$/, '');
  if (!isIPv6(address)) return address;
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [before = [], after = []] = written.split('::').map((part) => part.split(':'));
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].slice(0, 4).join(':');
}
