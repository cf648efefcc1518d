import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, request, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** What happens to one request on its way. */
export type WayFault =
  /** Another answers in the server's stead, which has done nothing. */
  | { readonly answer: OtherAnswer }
  /** The connection is reset: half of the request was read, or the server has done it and half of its answer was sent, or none. */
  | { readonly reset: 'in-request' | 'before-answer' | 'in-answer' }
  /** Nothing more is ever said. */
  | { readonly silence: 'before-answer' | 'in-answer' }
  /** The answer is another one. */
  | { readonly change: (body: string) => string };

interface OtherAnswer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

export interface WayRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

/** Stands between a client and an HTTP server, on loopback. */
export interface FaultProxy {
  readonly endpoint: string;
  /** All requests so far, as "METHOD url". */
  readonly seen: string[];
  /** The next so many requests that fit suffer it; those who asked later come first. */
  inject(fits: (request: WayRequest) => boolean, fault: WayFault, times?: number): void;
  /** No request suffers anything any more. */
  clear(): void;
  stop(): Promise<void>;
}

/** `tls`: it speaks HTTPS with its client. */
export async function startFaultProxy(target: string, tls?: { key: string; cert: string }): Promise<FaultProxy> {
  const { hostname, port } = new URL(target);
  const seen: string[] = [];
  let pending: { fits: (request: WayRequest) => boolean; fault: WayFault; left: number }[] = [];

  const faultFor = (incoming: WayRequest): WayFault | undefined => {
    const found = pending.find(({ fits, left }) => left > 0 && fits(incoming));
    if (found) found.left--;
    return found?.fault;
  };
  const answer: RequestListener = (incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming;
    seen.push(`${method} ${url}`);
    serve(incoming, outgoing, faultFor({ method, url, headers }), { hostname, port }).catch(() => outgoing.destroy());
  };
  const server = tls ? createSecureServer(tls, answer) : createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    inject: (fits, fault, times = 1) => pending.unshift({ fits, fault, left: times }),
    clear: () => {
      pending = [];
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  fault: WayFault | undefined,
  target: { hostname: string; port: string },
): Promise<void> {
  if (fault && 'reset' in fault && fault.reset === 'in-request') return resetAfterHalf(incoming);
  const body = await bodyOf(incoming);
  if (fault && 'answer' in fault) return say(outgoing, fault.answer);
  if (fault && 'silence' in fault && fault.silence === 'before-answer') return;
  const answer = await forward(incoming, body, target);
  if (fault && 'reset' in fault && fault.reset === 'before-answer') {
    incoming.socket.resetAndDestroy();
    return;
  }
  const bytes = fault && 'change' in fault ? Buffer.from(fault.change(answer.body.toString('utf8'))) : answer.body;
  const length = incoming.method === 'HEAD' ? {} : { 'content-length': bytes.length };
  outgoing.writeHead(answer.status, { ...withoutLength(answer.headers, incoming.method === 'HEAD'), ...length });
  if (!fault || !('reset' in fault || 'silence' in fault)) return void outgoing.end(bytes);
  outgoing.write(bytes.subarray(0, bytes.length / 2), () => {
    if ('reset' in fault) incoming.socket.resetAndDestroy();
  });
}

function say(
  outgoing: ServerResponse,
  answer: { status: number; headers?: Record<string, string>; body?: string },
): void {
  outgoing.writeHead(answer.status, { 'content-type': 'application/xml', ...answer.headers });
  outgoing.end(answer.body ?? '');
}

function resetAfterHalf(incoming: IncomingMessage): void {
  const half = Number(incoming.headers['content-length'] ?? 0) / 2;
  let read = 0;
  incoming.on('data', (chunk: Buffer) => {
    read += chunk.length;
    if (read >= half) incoming.socket.resetAndDestroy();
  });
  if (half === 0) incoming.socket.resetAndDestroy();
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** With the very headers, for they are signed. */
async function forward(incoming: IncomingMessage, body: Buffer, target: { hostname: string; port: string }) {
  const passed = request({
    ...target,
    method: incoming.method,
    path: incoming.url,
    headers: { ...incoming.headers, connection: 'close' },
    agent: false,
  });
  passed.end(body);
  const [response] = (await once(passed, 'response')) as [IncomingMessage];
  return { status: response.statusCode ?? 0, headers: response.headers, body: await bodyOf(response) };
}

function withoutLength(headers: IncomingMessage['headers'], keepLength: boolean): Record<string, string | string[]> {
  const dropped = new Set(['connection', 'transfer-encoding', 'keep-alive', ...(keepLength ? [] : ['content-length'])]);
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      dropped.has(name) || value === undefined ? [] : [[name, value]],
    ),
  );
}
