import { ERRORS, EXIT, type Failure, type Fleet, type FleetMachine } from '../../contract/index.ts';
import { CliFailure, failureOf } from '../cli-failure.ts';
import type { Verb } from '../command-spec.ts';
import { worstExit } from '../exit-code.ts';
import { credentialsOf, resolvePlace } from '../places.ts';
import { secretOf } from '../secrets.ts';
import type { Session } from '../session.ts';
import { table } from '../text/table.ts';
import type { EngineDoor } from '../world.ts';

interface Unasked {
  readonly vault: string;
  readonly vaultId?: string;
  readonly failure: Failure;
}

/** How all computers stand that keep their backups where this one does, vault after vault. One that cannot be asked keeps no other back. */
export const fleet: Verb = async (session, { options }) => {
  const engine = await session.engine();
  const secret = secretOf(session, options);
  const { credentials } = credentialsOf(session, options);
  const place = options.text('vault');
  if (place === undefined && (credentials !== undefined || Object.keys(secret).length > 0))
    throw new CliFailure({ code: 'usage', detail: session.words('cli.usage.secret-of-which') });
  const vaults: (Fleet | Unasked)[] = [];
  for (const { vault, vaultId } of await wantedOf(session, engine, place)) {
    try {
      vaults.push(await engine.fleet(vaultId ?? vault, secret, credentials));
    } catch (error) {
      vaults.push({ vault, ...(vaultId !== undefined && { vaultId }), failure: failureOf(error) });
    }
  }
  const codes = vaults.map((each) => ('failure' in each ? ERRORS[each.failure.code].exit : EXIT.complete));
  return {
    document: { vaults },
    exit: worstExit(codes),
    lines: () => (vaults.length === 0 ? [session.words('cli.fleet.none')] : vaults.flatMap(vaultLines(session))),
  };
};

async function wantedOf(
  { cwd }: Session,
  engine: EngineDoor,
  place: string | undefined,
): Promise<{ vault: string; vaultId?: string }[]> {
  const known = await engine.fleetVaults();
  if (place === undefined) return known.map(({ vault, vaultId }) => ({ vault, vaultId }));
  const vault = resolvePlace(cwd, place);
  return [known.find((each) => each.vault === vault) ?? { vault }];
}

const vaultLines =
  (session: Session) =>
  (fleet: Fleet | Unasked, index: number): string[] => {
    const { words } = session;
    const head = [...(index === 0 ? [] : ['']), words('cli.fleet.vault', { vault: fleet.vault })];
    if ('failure' in fleet) {
      const told = words.failure(fleet.failure);
      return [...head, told.sentence, told.next];
    }
    const { machines, isLocked } = fleet;
    const needy = machines.filter(({ state }) => state !== 'protected').length;
    return [
      ...head,
      machines.length === 0
        ? words('cli.fleet.empty')
        : needy === 0
          ? words('cli.fleet.protected', { count: machines.length })
          : words('cli.fleet.attention', { needy, count: machines.length }),
      ...(isLocked ? [words('cli.fleet.locked')] : []),
      ...(machines.length === 0 ? [] : ['', ...machineTable(session, machines)]),
    ];
  };

function machineTable({ words, formats }: Session, machines: readonly FleetMachine[]): string[] {
  const time = (at: string | undefined): string => (at === undefined ? words('cli.value.never') : formats.time(at));
  return table(
    [
      { head: words('cli.head.state') },
      { head: words('cli.head.computer') },
      { head: words('cli.head.last-good') },
      { head: words('cli.head.heard') },
      { head: words('cli.head.why') },
    ],
    machines.map(({ state, why, machine, name = machine, isHere, lastGoodAt, heardAt }) => [
      words(`fleet.state.${state}`),
      isHere ? words('cli.fleet.here', { name }) : name,
      time(lastGoodAt),
      isHere ? '' : time(heardAt),
      why === undefined ? '' : words(`fleet.why.${why}`),
    ]),
  );
}
