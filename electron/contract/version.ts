/** The program's version, and the version of the messages between its processes: both sides must agree on the latter. */
export const APP_VERSION = '0.1.0';
export const CONTRACT_VERSION = 1;
