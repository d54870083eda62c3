import { HttpException } from '@nestjs/common';
import type { RequestHandler } from 'express';

/** The only one that there is (RFC 9110, 10.1.1); Node meets it. */
const CONTINUE = /^\s*100-continue\s*$/i;

/** Refuses every other `Expect` (417); HTTP/1.0 has none. */
export const expectation: RequestHandler = ({ headers, httpVersion }, _response, next) => {
  const { expect = '100-continue' } = headers;
  const isMet = CONTINUE.test(expect) || httpVersion !== '1.1';
  next(isMet ? undefined : new HttpException('The server meets only Expect: 100-continue.', 417));
};
