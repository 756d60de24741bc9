import { readFileSync } from 'node:fs';
import { type z } from 'zod';
import { ConfigurationError } from '../errors';

/**
 * Reads the JSON file that a setting names.
 *
 * @throws ConfigurationError that names setting, file and each place that is not as expected; never
 *   a value, as some of these files hold secrets.
 */
export function readConfiguredFile<Schema extends z.ZodType>(
  setting: string,
  file: string,
  schema: Schema,
): z.infer<Schema> {
  const result = schema.safeParse(readJson(setting, file));
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the file'}: ${message}`,
  );
  throw new ConfigurationError(setting, file, faults.join('; '));
}

function readJson(setting: string, file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'an error' } = error as NodeJS.ErrnoException;
    throw new ConfigurationError(
      setting,
      file,
      `expected a file that can be read, but ${code} came`,
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigurationError(setting, file, 'expected JSON');
  }
}
