import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Runs under the Windows Node: `FOLDER WORD...` starts Node with the words, and kills it once a checkpoint is in the folder. */
const [folder, ...words] = process.argv.slice(2);
const child = spawn(process.execPath, words, { stdio: 'ignore' });
// One that does not grow any more is whole.
let before = 0;
const timer = setInterval(() => {
  const noted = bytesNoted();
  if (noted > 0 && noted === before) child.kill('SIGKILL');
  before = noted;
}, 50);
child.on('exit', (code) => {
  clearInterval(timer);
  console.log(code === 0 ? 'ended' : 'killed');
});

function bytesNoted() {
  if (!existsSync(folder)) return 0;
  const journals = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.journal'));
  return journals.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}
