import { createRequire } from 'node:module';
import { root } from '../parts/place.mjs';

// electron-builder has no door for these two; they are what it calls itself before it builds.
const require = createRequire(import.meta.url);
const { getConfig, validateConfiguration } = require('app-builder-lib/out/util/config/config.js');
const { DebugLogger } = require('builder-util');

/** electron-builder.yml as electron-builder reads it. */
export const readBuilderConfig = () => getConfig(root, 'electron-builder.yml', null);

/** Compares a configuration with the scheme of the electron-builder that is installed; throws what it finds wrong. */
export const checkBuilderConfig = (config) => validateConfiguration(config, new DebugLogger(false));
