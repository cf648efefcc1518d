import { lstatSync, readdirSync } from 'node:fs';

/** The floor of a backup that finds nothing changed: every folder is listed and everything in it looked at, by one thread of Node.     node look.mjs TREE */
look(process.argv[2]);

function look(folder) {
  for (const name of readdirSync(folder, { encoding: 'latin1' })) {
    const path = `${folder}/${name}`;
    if (lstatSync(path, { bigint: true }).isDirectory()) look(path);
  }
}
