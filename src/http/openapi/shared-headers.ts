import { CHANGE_ID } from '../change-id.js';
import { SECURITY_HEADERS } from '../middleware/security-headers.middleware.js';
import { VALID_REQUEST_ID } from '../middleware/request-id.middleware.js';

interface Header {
  readonly description: string;
  readonly schema: Readonly<{ type: 'string'; example: string; pattern?: string }>;
}

/** Those of every response, from the middlewares that set them. */
const always = (): Record<string, Header> => ({
  'X-Request-Id': {
    description: 'That of the request, or a new one; the log and the history have it too.',
    schema: {
      type: 'string',
      pattern: VALID_REQUEST_ID.source,
      example: '3f6c1e0a-5a0e-4a77-9c4c-6f1b8d0e7a11',
    },
  },
  ...Object.fromEntries(
    [...SECURITY_HEADERS].map(([name, example]) => [
      name,
      {
        description: DESCRIPTIONS[name] ?? 'For browsers.',
        schema: { type: 'string' as const, example },
      },
    ]),
  ),
});

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  'Cache-Control':
    'Nothing is stored; what has an `ETag` only by the client, which asks each time.',
};

/** Those of routes that need a token, when the server has a rate limit. */
const LIMITED: Readonly<Record<string, Header>> = {
  RateLimit: {
    description:
      'Requests to this host that are left, and seconds until there are all of them again.',
    schema: { type: 'string', example: '"minute-per-host";r=599;t=42' },
  },
  'RateLimit-Policy': {
    description: 'Requests in a window of seconds; each host counts by itself.',
    schema: { type: 'string', example: '"minute-per-host";q=600;w=60' },
  },
};

/** Of a write. */
const WRITING: Readonly<Record<string, Header>> = {
  [CHANGE_ID]: {
    description: 'The change that the request has made; absent when it has changed no issue.',
    schema: { type: 'string', pattern: '^[1-9][0-9]*$', example: '42' },
  },
  'X-Consistency-Token': {
    description: 'Of a server with replicas: a read that sends it includes this write.',
    schema: { type: 'string', pattern: '^[0-9A-F]{16}$', example: '00000000016B3748' },
  },
};

/** Of a repeated request with the same `Idempotency-Key`. */
const REPEATABLE: Readonly<Record<string, Header>> = {
  'Idempotency-Replayed': {
    description: 'The response is the stored one of the first request.',
    schema: { type: 'string', example: 'true' },
  },
};

/** Of documents that are compressed when they are long and the client takes gzip. */
const COMPRESSIBLE: Readonly<Record<string, Header>> = {
  'Content-Encoding': {
    description: 'The body is compressed; the `ETag` then ends with `-gzip`.',
    schema: { type: 'string', example: 'gzip' },
  },
  Vary: {
    description: 'Request headers that the response depends on, for caches.',
    schema: { type: 'string', example: 'Accept-Encoding' },
  },
};

const referencesTo = (headers: Readonly<Record<string, Header>>) =>
  Object.fromEntries(
    Object.keys(headers).map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  );

/** The headers that responses share, and references to those of each kind of response. */
export function sharedHeaders() {
  const everywhere = always();
  return {
    components: { ...everywhere, ...LIMITED, ...WRITING, ...REPEATABLE, ...COMPRESSIBLE },
    always: referencesTo(everywhere),
    limited: referencesTo(LIMITED),
    writing: referencesTo(WRITING),
    repeatable: referencesTo(REPEATABLE),
    compressible: referencesTo(COMPRESSIBLE),
  };
}
