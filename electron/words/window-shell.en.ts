/** What the program says outside of its page: native dialogs, menus, the tray, notifications. */
export const windowShellEn = {
  guide: 'Strongroom user guide',
  understood: 'OK',
  zip: 'ZIP file',
  'zip-name': 'Restored files.zip',
  'save-zip': 'Where should the ZIP file go?',
  'zip-there': 'There is already a file “{{name}}” here. Strongroom never replaces it: please choose another name.',
  'save-text': 'Save as',
  'not-saved': '“{{name}}” could not be saved there. Choose another folder, or check that there is room on the disk.',
  'open-config': 'Choose the file with the settings',
  config: 'Settings of Strongroom',
  'not-read': '“{{name}}” could not be read. It is not a settings file of Strongroom, or it is too large.',
} as const;
