import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createFolder } from './databases.js';
import { until } from './until.js';

export interface ProxyResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** As it was sent, compressed or not. */
  readonly body: Buffer;
}

export interface Nginx {
  readonly send: (
    method: string,
    path: string,
    headers?: Record<string, string>,
    body?: object,
  ) => Promise<ProxyResponse>;
  close(): Promise<void>;
}

/** One process, as the user of the tests, that writes to its folder only. */
const configuration = (folder: string, prefix: string, url: string) => `
daemon off;
master_process off;
pid ${folder}/pid;
error_log ${folder}/error.log;
events {}
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join('\n  ')}
  gzip on;
  gzip_min_length 20;
  gzip_types application/json application/javascript text/css;
  server {
    listen unix:${folder}/socket;
    location ${prefix}/ {
      proxy_pass ${url}/;
    }
  }
}
`;

/** Starts nginx, which compresses, and strips a path prefix, in front of a server. */
export async function startNginx(url: string, prefix: string): Promise<Nginx> {
  const folder = await createFolder();
  const file = join(folder, 'nginx.conf');
  await writeFile(file, configuration(folder, prefix, url));
  const child = spawn('nginx', ['-p', folder, '-c', file], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const send: Nginx['send'] = async (method, path, headers = {}, body) => {
    const type = body && { 'Content-Type': 'application/json' };
    const socketPath = join(folder, 'socket');
    const sent = request({ socketPath, method, path, headers: { ...type, ...headers } });
    sent.end(body && JSON.stringify(body));
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: await buffer(response),
    };
  };
  const close = async () => {
    child.kill();
    await ended;
    await rm(folder, { recursive: true });
  };
  const isListening = () =>
    send('GET', '/').then(
      () => true,
      () => false,
    );
  const failed = ended.then(([code]) => {
    throw new Error(`nginx ended with ${String(code)}.`);
  });
  // After the start, its end is what `close` waits for.
  failed.catch(() => undefined);
  await Promise.race([until(isListening), failed]);
  return { send, close };
}
