import type { Response } from 'express';
import { RateLimitedError } from './auth.errors.js';
import { type Standing, WINDOW_SECONDS } from './rate-limits.js';

/** Each host counts by itself. */
const POLICY = '"minute-per-host"';

/** Sets the RateLimit headers. @throws RateLimitedError beyond the limit */
export function requireWithin(
  limit: number,
  { hits, secondsLeft }: Standing,
  response: Response,
): void {
  const left = String(Math.max(0, limit - hits));
  response.setHeader(
    'RateLimit-Policy',
    `${POLICY};q=${String(limit)};w=${String(WINDOW_SECONDS)}`,
  );
  response.setHeader('RateLimit', `${POLICY};r=${left};t=${String(secondsLeft)}`);
  if (hits <= limit) return;
  response.setHeader('Retry-After', secondsLeft);
  throw new RateLimitedError(limit);
}
