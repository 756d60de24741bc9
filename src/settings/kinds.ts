import { isIP } from 'node:net';
import { z } from 'zod';

// How the text of a variable is read; each fault names the setting, what was expected and what came.

/** A whole number within bounds. */
export const wholeNumber = (name: string, min: number, max: number) =>
  z
    .string()
    .refine((text) => /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max, {
      error: ({ input }) =>
        `${name}: expected a whole number from ${min} to ${max}, but ${JSON.stringify(input)} came`,
    })
    .transform(Number);

/** One of a few words. */
export const choice = <const T extends string>(name: string, ...values: T[]) =>
  z.enum(values, {
    error: ({ input }) =>
      `${name}: expected one of ${values.join(', ')}, but ${JSON.stringify(input)} came`,
  });

/** Items with commas between them; `expected` says what they are. */
export const list = (name: string, expected: string, isItem: (item: string) => boolean) =>
  z
    .string()
    .transform((text) => text.split(',').map((item) => item.trim()))
    .refine((items) => items.every(isItem), {
      error: ({ input }) =>
        `${name}: expected ${expected}, with commas between them, but ${JSON.stringify((input as string[]).join(','))} came`,
    });

/** Whether it is an address, a network, or `loopback`. */
export const isProxy = (item: string): boolean => {
  const [address = '', prefix] = item.split('/');
  return item === 'loopback' || (isIP(address) > 0 && /^\d{1,3}$/.test(prefix ?? '0'));
};

/** An http or https address. */
export const address = (name: string) =>
  z.string().refine((text) => URL.canParse(text) && /^https?:/.test(text), {
    error: ({ input }) =>
      `${name}: expected an http or https address, but ${JSON.stringify(input)} came`,
  });

/** `true` or `false`. */
export const flag = (name: string) =>
  choice(name, 'true', 'false').transform((text) => text === 'true');
