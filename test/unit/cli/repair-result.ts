import type { RepairResult } from '../../../electron/contract/index.ts';

export const repairResult: RepairResult = {
  outcome: 'complete',
  places: [
    {
      vaultId: 'v1',
      name: 'Safe',
      place: '/safe',
      checked: 2,
      mended: [
        { setId: 's1', file: 'data-000001.tar.zst', by: 'data-000001.tar.zst.good-1', from: '/vault', bytes: 100 },
      ],
      left: [],
    },
  ],
  bytes: 100,
  seconds: 1.5,
};
