import { openEngine } from '../../electron/engine/engine.ts';
import { SimulatedShadows } from './simulated-shadows.ts';

/** A backup of the plan `P` that dies, with no chance to tidy up, right after its shadow copies were made. Arguments: home, folder of the shadow copies, volume. */
const [home = '', folder = '', volume = ''] = process.argv.slice(2);

const shadows = new SimulatedShadows(folder, { disk: volume });
shadows.onMade = () => process.kill(process.pid, 'SIGKILL');
const engine = await openEngine({ home, shadows });
await engine.backup({ plan: 'P' });
