import { describe, expect, it } from 'vitest';
import { ServiceClient } from '../../../electron/main/service-client.ts';
import { plan } from '../service/fake-engine.ts';

interface Sent {
  readonly id: number;
  readonly call: string;
}

function client() {
  const sent: Sent[] = [];
  const topics: unknown[] = [];
  let revived = 0;
  const made = new ServiceClient({
    send: (message) => sent.push(message as Sent) > 0,
    onTopic: (topic) => topics.push(topic),
    revive: () => {
      revived += 1;
    },
  });
  const reply = (value: unknown, at = -1) =>
    made.received({ kind: 'reply', id: sent.at(at)?.id, reply: { ok: true, value } });
  const greet = async () => {
    const started = made.started();
    reply({});
    await started;
  };
  return { made, sent, topics, reply, greet, revived: () => revived };
}

const STOPPED = { ok: false, error: { code: 'internal', detail: 'engine-stopped' } };

describe('the shell’s end of the pipe', () => {
  it('greets first and lets questions wait for that', async () => {
    const { made, sent, reply, greet } = client();

    const answer = made.ask('plan.list', {});
    expect(sent).toEqual([]);
    await greet();
    await Promise.resolve();
    reply(['plans']);

    expect(sent.map((message) => message.call)).toEqual(['app.hello', 'plan.list']);
    expect(await answer).toEqual({ ok: true, value: ['plans'] });
  });

  it('matches replies by number, whatever their order', async () => {
    const { made, reply, greet } = client();
    await greet();

    const first = made.ask('plan.list', {});
    const second = made.ask('status.get', {});
    reply('second');
    reply('first', -2);

    expect([await first, await second]).toMatchObject([{ value: 'first' }, { value: 'second' }]);
  });

  it('answers every question that the service died over, and goes on with the next one', async () => {
    const { made, reply, greet } = client();
    await greet();

    const lost = made.ask('plan.list', {});
    made.ended(false);
    expect(await lost).toEqual(STOPPED);

    const later = made.ask('plan.list', {});
    await greet();
    await Promise.resolve();
    reply([]);
    expect(await later).toEqual({ ok: true, value: [] });
  });

  it('says so when the service has been given up, and tries once more when asked', async () => {
    const { made, greet, revived } = client();
    await greet();
    made.ended(true);

    const answer = made.ask('plan.list', {});
    expect(revived()).toBe(1);
    made.ended(true);

    expect(await answer).toEqual(STOPPED);
  });

  it('passes on why a service of another version refuses', async () => {
    const { made, sent } = client();
    const started = made.started();
    const error = { code: 'version-mismatch', detail: '1, 2' };
    made.received({ kind: 'reply', id: sent[0]?.id, reply: { ok: false, error } });
    await started;

    expect(await made.ask('plan.list', {})).toEqual({ ok: false, error });
  });

  it('keeps the last value of a topic and its revisions growing over a restart', () => {
    const { made, topics } = client();
    const told = { kind: 'topic', topic: 'plans', revision: 7, value: [plan('a')] };

    made.received(told);
    made.ended(false);
    made.received({ ...told, revision: 1, value: [] });

    expect(topics).toMatchObject([
      { revision: 1, value: [plan('a')] },
      { revision: 2, value: [] },
    ]);
    expect(made.lastOf('plans')).toMatchObject({ revision: 2, value: [] });
    expect(made.lastOf('jobs')).toBeUndefined();
  });
});
