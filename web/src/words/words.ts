import { type en } from './en';

/** Everything that the page says, in one language. */
export type Words = typeof en;
