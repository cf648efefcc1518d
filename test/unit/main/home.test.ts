import { describe, expect, it } from 'vitest';
import { dataHome } from '../../../electron/contract/index.ts';

const ask = (platform: string, homedir: string, env: Record<string, string> = {}) =>
  dataHome({ platform, homedir, env });

describe('the data folder', () => {
  it('is what STRONGROOM_HOME says, unless that is empty', () => {
    expect(ask('linux', '/home/li', { STRONGROOM_HOME: '/data' })).toBe('/data');
    expect(ask('linux', '/home/li', { STRONGROOM_HOME: '' })).toBe('/home/li/.local/share/strongroom');
  });

  it('is the proper place of each platform', () => {
    expect(ask('linux', '/home/li')).toBe('/home/li/.local/share/strongroom');
    expect(ask('linux', '/home/li', { XDG_DATA_HOME: '/xdg/' })).toBe('/xdg/strongroom');
    expect(ask('linux', '/home/li', { XDG_DATA_HOME: 'relative' })).toBe('/home/li/.local/share/strongroom');
    expect(ask('darwin', '/Users/li')).toBe('/Users/li/Library/Application Support/Strongroom');
    expect(ask('win32', 'C:\\Users\\li')).toBe('C:\\Users\\li\\AppData\\Local\\Strongroom');
    expect(ask('win32', 'C:\\Users\\li', { LOCALAPPDATA: 'D:\\Local' })).toBe('D:\\Local\\Strongroom');
  });
});
