import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somebody out there, on this computer: counts whoever so much as knocks, over TCP or UDP. */
export class ListeningPost {
  readonly #server: Server;
  readonly #socket: Socket;
  #knocks = 0;

  private constructor(server: Server, socket: Socket) {
    this.#server = server;
    this.#socket = socket;
    server.on('connection', () => (this.#knocks += 1));
    socket.on('message', () => (this.#knocks += 1));
  }

  static async open(): Promise<ListeningPost> {
    const server = createServer((_request, answer) => answer.end('remote'));
    const socket = createSocket('udp4');
    const ready = [once(server.listen(0, '127.0.0.1'), 'listening'), once(socket.bind(0, '127.0.0.1'), 'listening')];
    await Promise.all(ready);
    return new ListeningPost(server, socket);
  }

  get knocks(): number {
    return this.#knocks;
  }

  get tcp(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get udp(): string {
    return `127.0.0.1:${this.#socket.address().port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
    this.#socket.close();
  }
}
