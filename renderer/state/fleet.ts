import { useEffect, useState } from 'react';
import type { Failure } from '../../electron/contract/index.ts';
import { ask, useAnswer } from './ask.ts';
import type { WatchedVault } from './fleet-rows.ts';
import { usePlans } from './topics.ts';

/** Whether there are others beside this computer, as far as that is known without looking. */
export function useHasNeighbours(): boolean {
  const vaults = useAnswer('fleet.vaults', {}, usePlans());
  return 'value' in vaults && (vaults.value?.some(({ machines = 0 }) => machines > 1) ?? false);
}

/** Asks every vault by itself, so that one that does not answer keeps no other back; undefined until they are known. */
export function useFleet(): {
  vaults: readonly WatchedVault[] | undefined;
  failure: Failure | undefined;
  look: () => void;
} {
  const [looks, setLooks] = useState(0);
  const [vaults, setVaults] = useState<readonly WatchedVault[]>();
  const [failure, setFailure] = useState<Failure>();
  useEffect(() => {
    let isStale = false;
    const put = (vaultId: string, told: Partial<WatchedVault>) => {
      if (isStale) return;
      setVaults((before) => before?.map((each) => (each.vaultId === vaultId ? { ...each, ...told } : each)));
    };
    const look = async () => {
      const reply = await ask('fleet.vaults', {});
      if (isStale) return;
      setFailure(reply.ok ? undefined : reply.error);
      if (!reply.ok) return;
      setVaults((before) =>
        reply.value.map(({ vault, vaultId }) => {
          const known = before?.find((each) => each.vaultId === vaultId);
          return { ...known, vault, vaultId, isAsking: true };
        }),
      );
      for (const { vaultId } of reply.value) {
        void ask('fleet.get', { vault: vaultId }).then((answer) => {
          if (answer.ok) put(vaultId, { fleet: answer.value, failure: undefined, isAsking: false });
          else put(vaultId, { failure: answer.error, isAsking: false });
        });
      }
    };
    void look();
    return () => {
      isStale = true;
    };
  }, [looks]);
  return { vaults, failure, look: () => setLooks((before) => before + 1) };
}
