import { createServer, type RequestListener, type Server } from 'node:http';
import { ExpressAdapter } from '@nestjs/platform-express';
import express, { type Express, type Response } from 'express';
import { JsonDocument } from '../common/json-document.js';
import { sendDocument } from './body/send-document.js';
import { publicUrlOf } from './public-url.js';
import { lingerBeforeClose } from './body/lingering-close.js';
import { oneAtATime } from './body/one-at-a-time.js';
import { nameChange } from './change-id.js';
import { messagesOf } from './express-messages.js';
import { groupRoutes } from './route-index.js';

interface HttpLimits {
  /** Bytes of all headers in total. */
  readonly headerLimit: number;
  readonly requestTimeoutSeconds: number;
}

/**
 * Connections that wait until the server takes them, which Node does one by one. Another one is dropped by
 * the system, and its client tries again only after seconds. The system may have a lower limit.
 */
const MAX_UNACCEPTED_CONNECTIONS = 4096;

/** What has no path of its own is in the list that it was posted to. */
function locateInList(response: Response): void {
  if (response.hasHeader('Location')) return;
  response.setHeader('Location', publicUrlOf(response.req, response.req.path));
}

/** What Node does not document of its server. */
type HalfOpenServer = Server & { httpAllowHalfOpen: boolean };

/** Express on an HTTP server with limits for the size and time of headers, and for pipelined requests. */
export class HttpAdapter extends ExpressAdapter {
  constructor(private readonly limits: HttpLimits) {
    super(createExpress());
  }

  override reply(response: Response, body: unknown, statusCode?: number): unknown {
    nameChange(response);
    if (!(body instanceof JsonDocument)) {
      if ((statusCode ?? response.statusCode) === 201) locateInList(response);
      return super.reply(response, body, statusCode);
    }
    if (statusCode !== undefined) response.status(statusCode);
    sendDocument(body, response);
    return undefined;
  }

  override listen(port: string | number, ...others: unknown[]): Server {
    const [host, ended] = others as [string, () => void];
    const backlog = MAX_UNACCEPTED_CONNECTIONS;
    return (this.getHttpServer() as Server).listen({ port: Number(port), host, backlog }, ended);
  }

  override initHttpServer(): void {
    const { headerLimit, requestTimeoutSeconds } = this.limits;
    const server = createServer(
      {
        ...messagesOf(this.getInstance<Express>()),
        maxHeaderSize: headerLimit,
        headersTimeout: requestTimeoutSeconds * 1000,
        // Bodies have a timeout of their own, since uploads may take longer: body-timeout.middleware.ts.
        requestTimeout: 0,
        connectionsCheckingInterval: 500,
        // Longer than load balancers keep idle connections: the server must not close one first.
        keepAliveTimeout: 65_000,
        // Refused by host-header.middleware.ts, like everything else.
        requireHostHeader: false,
      },
      oneAtATime(this.getInstance<RequestListener>()),
    );
    server.prependListener('request', lingerBeforeClose);
    // Refused by expectation.middleware.ts.
    server.on('checkExpectation', (request, response) => server.emit('request', request, response));
    // A client may end its side once it has sent its request, and still read the response.
    (server as HalfOpenServer).httpAllowHalfOpen = true;
    this.setHttpServer(server);
  }
}

function createExpress(): Express {
  const app = express();
  // A proxy that protects /maintenance would let /Maintenance pass.
  app.enable('case sensitive routing');
  groupRoutes(app);
  // Only documents have an entity tag, which `sendDocument` compares.
  Object.defineProperty(app.request, 'fresh', { value: false });
  return app;
}
