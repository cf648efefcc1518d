import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Runs under the Windows Node: `FOLDER WORD...` starts Node with the words, and kills it once a checkpoint is in the folder. */
const [folder, ...words] = process.argv.slice(2);
const child = spawn(process.execPath, words, { stdio: 'ignore' });
const timer = setInterval(() => {
  if (isNoted()) child.kill('SIGKILL');
}, 20);
child.on('exit', (code) => {
  clearInterval(timer);
  console.log(code === 0 ? 'ended' : 'killed');
});

function isNoted() {
  if (!existsSync(folder)) return false;
  return readdirSync(folder, { recursive: true }).some(
    (name) => name.endsWith('.journal') && statSync(join(folder, name)).size > 0,
  );
}
