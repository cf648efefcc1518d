import type { Verb } from '../command-spec.ts';

export const configExport: Verb = async ({ engine }) => {
  const { json } = await (await engine()).configExport();
  return { document: JSON.parse(json), content: json, exit: 0, lines: () => [] };
};
