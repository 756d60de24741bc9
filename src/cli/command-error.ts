/** What keeps a command from being done, in words for whoever typed it: no stack is shown. */
export class CommandError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CommandError';
  }
}

/** Names the file that an error of the system is about. */
export function aboutFile(file: string, error: unknown, what: 'read' | 'written'): CommandError {
  const { code, message } = error as NodeJS.ErrnoException;
  return new CommandError(`${file}: cannot be ${what} (${code ?? message})`);
}
