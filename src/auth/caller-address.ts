import type { Request } from 'express';
import { networkOf } from '../common/client-network.js';

/** The address of a request, as the name of a caller. */
export const addressOf = (request: Request): string => `address ${networkOf(request.ip ?? '')}`;
