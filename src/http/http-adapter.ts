import { createServer } from 'node:http';
import { ExpressAdapter } from '@nestjs/platform-express';
import { lingerBeforeClose } from './body/lingering-close.js';
import { refuseOnSocket } from './problem/socket-problem.js';

interface HttpLimits {
  /** Bytes of all headers in total. */
  readonly headerLimit: number;
  readonly requestTimeoutSeconds: number;
}

/** Express on a server that gives up on clients who send their headers too slowly. */
export class HttpAdapter extends ExpressAdapter {
  constructor(private readonly limits: HttpLimits) {
    super();
  }

  override initHttpServer(): void {
    const { headerLimit, requestTimeoutSeconds } = this.limits;
    const server = createServer(
      {
        maxHeaderSize: headerLimit,
        headersTimeout: requestTimeoutSeconds * 1000,
        // An upload that goes on may take longer than other bodies: see body-timeout.ts.
        requestTimeout: 0,
        connectionsCheckingInterval: 500,
        // Longer than load balancers keep theirs: who hangs up first must not be the server.
        keepAliveTimeout: 65_000,
      },
      this.getInstance<Parameters<typeof createServer>[1]>(),
    );
    server.prependListener('request', lingerBeforeClose);
    server.on('clientError', refuseOnSocket);
    this.setHttpServer(server);
  }
}
