import { type z } from 'zod';
import { ModelVersionError } from '../errors';

/**
 * Reads JSON of a known shape.
 *
 * @throws ModelVersionError that names the file and each place that is not as expected.
 */
export function parseJson<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
  file: string,
): z.infer<Schema> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ModelVersionError(file, `expected JSON, but ${(error as SyntaxError).message}`);
  }
  const result = schema.safeParse(json);
  if (!result.success) {
    const faults = result.error.issues.map(
      ({ path, message }) => `${path.join('.') || 'the file'}: ${message}`,
    );
    throw new ModelVersionError(file, faults.join('; '));
  }
  return result.data;
}
