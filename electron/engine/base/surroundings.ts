import { execFile } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import { promisify } from 'node:util';

const PATIENCE_MS = 10_000;

/** Answers with what a program of the system has printed; throws where it is not there or does not answer. */
export type AskSystem = (program: string, args: readonly string[]) => Promise<string>;

export const askSystem: AskSystem = async (program, args) => {
  const { stdout } = await promisify(execFile)(program, [...args], { timeout: PATIENCE_MS, windowsHide: true });
  return stdout;
};

/** Whether any network but that of this computer itself is connected. An address that a computer gives itself when nobody answers is none. */
export function hasNetwork(interfaces: ReturnType<typeof networkInterfaces> = networkInterfaces()): boolean {
  return Object.values(interfaces).some((addresses) =>
    addresses?.some(
      ({ internal, address }) => !internal && !address.startsWith('169.254.') && !/^fe[89ab]/i.test(address),
    ),
  );
}

/** Whether the connection costs by amount; undefined where the system does not say. */
export async function isMetered(
  platform: NodeJS.Platform = process.platform,
  ask: AskSystem = askSystem,
): Promise<boolean | undefined> {
  try {
    if (platform === 'linux') return linuxMetered(await ask('busctl', NETWORK_MANAGER));
    if (platform === 'win32')
      return windowsMetered(await ask('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', COST]));
  } catch {
    // No such service, no such program: as good as not said.
  }
  return undefined;
}

/** Of NetworkManager: 1 yes, 2 no, 3 guessed yes, 4 guessed no, 0 not known. */
const NETWORK_MANAGER = [
  '--system',
  'get-property',
  'org.freedesktop.NetworkManager',
  '/org/freedesktop/NetworkManager',
  'org.freedesktop.NetworkManager',
  'Metered',
];

function linuxMetered(said: string): boolean | undefined {
  const value = /^u (\d)/.exec(said)?.[1];
  if (value === '1' || value === '3') return true;
  return value === '2' || value === '4' ? false : undefined;
}

const COST =
  '[void][Windows.Networking.Connectivity.NetworkInformation, Windows, ContentType = WindowsRuntime]; ' +
  '[Windows.Networking.Connectivity.NetworkInformation]::GetInternetConnectionProfile().GetConnectionCost().NetworkCostType';

function windowsMetered(said: string): boolean | undefined {
  const cost = said.trim();
  if (cost === 'Fixed' || cost === 'Variable') return true;
  return cost === 'Unrestricted' ? false : undefined;
}
