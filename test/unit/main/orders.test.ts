import { describe, expect, it } from 'vitest';
import type { Job, Reply } from '../../../electron/contract/index.ts';
import { Orders } from '../../../electron/main/orders.ts';
import { plan } from '../service/fake-engine.ts';

const job = (id: string, planId: string, state: Job['state']): Job => ({
  id,
  verb: 'backup',
  planId,
  startedAt: '2026-11-21T09:00:00.000Z',
  state,
});

function engine(plans: Reply, jobs: readonly Job[]) {
  const asked: [string, unknown][] = [];
  const ask = async (call: string, input: unknown): Promise<Reply> => {
    if (call === 'plan.list') return plans;
    asked.push([call, input]);
    return { ok: true, value: call === 'backup.start' ? { jobId: `job of ${(input as { plan: string }).plan}` } : {} };
  };
  return { asked, orders: new Orders({ ask }, () => jobs) };
}

describe('orders of the menus', () => {
  it('back up every plan of this computer that is neither paused nor at it', async () => {
    const plans = [
      plan('a'),
      { ...plan('b'), state: 'paused' as const },
      { ...plan('c'), origin: 'vault' as const },
      plan('d'),
      plan('e'),
    ];
    const { asked, orders } = engine({ ok: true, value: plans }, [job('1', 'd', 'waiting'), job('2', 'e', 'done')]);

    const { begun, failed } = await orders.backUpAll();

    expect(asked).toEqual([
      ['backup.start', { plan: 'a' }],
      ['backup.start', { plan: 'e' }],
    ]);
    expect([...begun]).toEqual([
      ['job of a', 'a'],
      ['1', 'd'],
      ['job of e', 'e'],
    ]);
    expect(failed).toEqual([]);
  });

  it('do nothing where the engine does not answer', async () => {
    const { asked, orders } = engine({ ok: false, error: { code: 'internal' } }, []);

    await orders.backUpAll();

    expect(asked).toEqual([]);
  });

  it('hold what runs, and let go on what is held', async () => {
    const { asked, orders } = engine({ ok: true, value: [] }, [
      job('1', 'a', 'running'),
      job('2', 'b', 'paused'),
      job('3', 'c', 'done'),
    ]);

    await orders.pause();
    await orders.resume();

    expect(asked).toEqual([
      ['job.pause', { jobId: '1' }],
      ['job.resume', { jobId: '2' }],
    ]);
  });
});
