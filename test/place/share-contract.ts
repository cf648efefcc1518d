import assert from 'node:assert/strict';
import type { ShareLogin, SharePort } from '../../electron/engine/place/share-port.ts';

/** What there is to be connected to; nothing must be connected there before. */
export interface ShareWorld {
  readonly noServer: string;
  /** A server that answers; undefined where there is none to be had. */
  readonly real:
    | {
        readonly share: string;
        readonly login: ShareLogin;
        readonly wrong: ShareLogin;
        readonly other: ShareLogin | undefined;
        readonly noShare: string;
      }
    | undefined;
}

const SOME: ShareLogin = { username: 'nobody', password: 'nothing' };
const LOGON_REFUSED = [5, 86, 1326];
const OTHER_USER = 1219;
const MANY = 20;

/** What every `SharePort` keeps, the simulated one and that of Windows. Also run by scripts/windows/inside/shares.mjs. */
export function keepsShareContract(port: SharePort, { noServer, real }: ShareWorld): string[] {
  const kept: string[] = [];
  assert.notEqual(port.add(noServer, SOME), 0);
  assert.equal(port.has(noServer), false);
  assert.notEqual(port.cancel(noServer), 0);
  kept.push('a server that is not there leaves nothing behind');
  if (!real) return kept;

  const { share, login, wrong, other, noShare } = real;
  assert.equal(port.has(share), false, 'connected already');
  assert.ok(LOGON_REFUSED.includes(port.add(share, wrong)));
  assert.equal(port.has(share), false);
  kept.push('a wrong password leaves nothing behind');

  assert.notEqual(port.add(noShare, login), 0);
  assert.equal(port.has(noShare), false);
  kept.push('a share that is not there leaves nothing behind');

  assert.equal(port.add(share, login), 0);
  assert.equal(port.has(share), true);
  assert.equal(port.has(share.toUpperCase()), true);
  assert.equal(port.add(share, login), 0);
  if (other) assert.equal(port.add(share, other), OTHER_USER);
  kept.push('the same user may connect again, another one not meanwhile');

  for (let count = 0; count < MANY && port.has(share); count++) assert.equal(port.cancel(share), 0);
  assert.equal(port.has(share), false);
  if (other) assert.equal(port.add(share, other), 0);
  while (port.has(share)) assert.equal(port.cancel(share), 0);
  kept.push('what is dropped is gone, and makes room for another user');
  return kept;
}
