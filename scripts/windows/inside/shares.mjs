import { readFileSync } from 'node:fs';
import { windowsShares } from '../electron/engine/place/shares.windows.ts';
import { keepsShareContract } from '../test/place/share-contract.ts';

/**
 * Runs under the Windows Node: walks the contract of connections to shares with those of Windows, and prints what they keep. FILE, where
 * there is a server: `{"share", "noShare", "login": {"username", "password"}, "wrong": {...}, "other": {...}}`.
 */
const [file] = process.argv.slice(2);
const real = file && JSON.parse(readFileSync(file, 'utf8'));
console.log(JSON.stringify(keepsShareContract(windowsShares(), { noServer: '\\\\nowhere-at-all\\none', real })));
