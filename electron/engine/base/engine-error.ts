import type { ErrorCode, Holder } from '../../contract/index.ts';

/** An expected failure. The message is for logs; people read the sentence that `words/` keeps for the code. */
export class EngineError extends Error {
  readonly code: ErrorCode;
  readonly subject: string | undefined;
  readonly detail: string | undefined;
  readonly holder: Holder | undefined;

  constructor(
    code: ErrorCode,
    about: { subject?: string; detail?: string; holder?: Holder | undefined; cause?: unknown } = {},
  ) {
    super([code, about.subject, about.detail].filter(Boolean).join(': '), { cause: about.cause });
    this.name = 'EngineError';
    this.code = code;
    this.subject = about.subject;
    this.detail = about.detail;
    this.holder = about.holder;
  }
}

/** The operating system's code of a failed call (`ENOENT`), or `''` for anything else. */
export function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

export function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(errnoOf(error));
}
