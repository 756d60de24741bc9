/**
 * Who goes first. Rows of 0 are taken before those of 1; but while rows of 1 wait, every run owes
 * them a quarter of its room, so that they get on however many of 0 come.
 */
export type Priority = 0 | 1;

/** The part of every run that the rows of priority 1 are owed while they wait. */
export const OWED_SHARE = 0.25;
