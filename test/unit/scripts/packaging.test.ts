import { describe, expect, it } from 'vitest';
import { checkBuilderConfig, readBuilderConfig } from '../../../scripts/package/builder-config.mjs';

const config = await readBuilderConfig();

describe('electron-builder.yml', () => {
  it('is what the scheme of the installed electron-builder allows', async () => {
    await expect(checkBuilderConfig(config)).resolves.toBeUndefined();
    await expect(checkBuilderConfig({ ...config, nsis: { perMachin: true } })).rejects.toThrow('configuration.nsis');
  });

  it('shuts every door that Electron can shut', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
      loadBrowserProcessSpecificV8Snapshot: false,
    });
  });

  it('installs for everyone, in both languages, with a choice of folder, and keeps what people made', () => {
    expect(config.nsis).toMatchObject({
      oneClick: false,
      perMachine: true,
      installerLanguages: ['en_US', 'zh_CN'],
      deleteAppDataOnUninstall: false,
    });
  });
});
