import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingHttpHeaders } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface ArrivedPost {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface WebListener {
  readonly origin: string;
  readonly posts: ArrivedPost[];
  /** What it answers from now on. */
  answer: { status: number; body: string; headers?: Record<string, string> };
  stop(): Promise<void>;
}

/** A real web server on loopback that writes down what it is sent. `taken`: called before the sender hears of it. */
export async function startWebListener(
  tls?: { readonly key: string; readonly cert: string },
  taken: () => void = () => {},
): Promise<WebListener> {
  const posts: ArrivedPost[] = [];
  const server = tls ? createHttpsServer(tls) : createHttpServer();
  const listener: WebListener = {
    get origin() {
      return `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    posts,
    answer: { status: 200, body: '{}' },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  server.on('request', (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      posts.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString('utf8') });
      taken();
      const { status, body, headers = {} } = listener.answer;
      response.writeHead(status, headers).end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return listener;
}
