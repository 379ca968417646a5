/** Why a journal does not open. Each ends the start with exit code 2 and its one sentence. */
export type JournalTrouble = 'notWritable' | 'inUse' | 'damaged' | 'newer' | 'foreign' | 'unsafe';

export interface JournalError extends Error {
  readonly name: 'JournalError';
  readonly trouble: JournalTrouble;
}

/** An error whose message names the file and the way out, for the person who starts the hub. */
export function journalError(trouble: JournalTrouble, message: string, cause?: unknown): JournalError {
  return Object.assign(new Error(message, cause === undefined ? {} : { cause }), {
    name: 'JournalError' as const,
    trouble,
  });
}

export function isJournalError(error: unknown): error is JournalError {
  return error instanceof Error && error.name === 'JournalError';
}
