import { createServer, type RequestListener } from 'node:http';
import { ExpressAdapter } from '@nestjs/platform-express';
import express, { type Express, type Response } from 'express';
import { JsonDocument } from '../common/json-document.js';
import { sendDocument } from './body/send-document.js';
import { lingerBeforeClose } from './body/lingering-close.js';
import { oneAtATime } from './body/one-at-a-time.js';
import { refuseOnSocket } from './problem/socket-problem.js';

interface HttpLimits {
  /** Bytes of all headers in total. */
  readonly headerLimit: number;
  readonly requestTimeoutSeconds: number;
}

/** Express on an HTTP server with limits for the size and time of headers, and for pipelined requests. */
export class HttpAdapter extends ExpressAdapter {
  constructor(private readonly limits: HttpLimits) {
    super(createExpress());
  }

  override reply(response: Response, body: unknown, statusCode?: number): unknown {
    if (!(body instanceof JsonDocument)) return super.reply(response, body, statusCode);
    if (statusCode !== undefined) response.status(statusCode);
    sendDocument(body, response);
    return undefined;
  }

  override initHttpServer(): void {
    const { headerLimit, requestTimeoutSeconds } = this.limits;
    const server = createServer(
      {
        maxHeaderSize: headerLimit,
        headersTimeout: requestTimeoutSeconds * 1000,
        // Bodies have a timeout of their own, since uploads may take longer: body-timeout.middleware.ts.
        requestTimeout: 0,
        connectionsCheckingInterval: 500,
        // Longer than load balancers keep idle connections: the server must not close one first.
        keepAliveTimeout: 65_000,
      },
      oneAtATime(this.getInstance<RequestListener>()),
    );
    server.prependListener('request', lingerBeforeClose);
    server.on('clientError', refuseOnSocket);
    this.setHttpServer(server);
  }
}

function createExpress(): Express {
  const app = express();
  // A proxy that protects /maintenance would let /Maintenance pass.
  app.enable('case sensitive routing');
  // Only documents have an entity tag, which `sendDocument` compares.
  Object.defineProperty(app.request, 'fresh', { value: false });
  return app;
}
