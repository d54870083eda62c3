import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Request } from 'express';
import { ValidationError } from '../../common/errors/coded-error.js';
import type { Precondition } from '../../common/precondition.js';
import { MAX_ID } from '../validation/fields.decorator.js';

const MAX_VERSION = MAX_ID;

const TAGS = /^\s*(?:W\/)?"[^"]*"\s*(?:,\s*(?:W\/)?"[^"]*"\s*)*$/;
const TAG = /(W\/)?"([^"]*)"/g;

/**
 * The versions in `If-Match` (RFC 9110, 13.1.1); undefined without the header. The comparison is
 * strong: weak and unknown tags match no version.
 */
export const IfMatch = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Precondition | undefined => {
    const header = context.switchToHttp().getRequest<Request>().get('If-Match');
    if (header === undefined) return undefined;
    if (header.trim() === '*') return { versions: undefined };
    if (!TAGS.test(header)) {
      const detail = 'must be * or quoted entity tags, such as "3"';
      throw new ValidationError([{ parameter: 'If-Match', code: 'entity_tag', detail }]);
    }
    return {
      versions: [...header.matchAll(TAG)].flatMap(([, weak, tag = '']) => {
        const version = Number(/^([1-9]\d*)(-|$)/.exec(tag)?.[1]);
        // No issue has a version beyond 32 bits, and PostgreSQL would refuse to compare with one.
        return weak === undefined && version <= MAX_VERSION ? [version] : [];
      }),
    };
  },
);

export const ApiIfMatch = (): MethodDecorator =>
  ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'The ETag that the change was made from; only its version part is compared.',
    schema: {
      type: 'string',
      pattern: '^(\\*|(W/)?"[^"]*"( *, *(W/)?"[^"]*")*)$',
      example: '"1-0f343b0931126a20"',
    },
  });
