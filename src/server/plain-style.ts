import { createHash } from 'node:crypto';

/** The dress of pages that have no file of the site to take one from. */
export const plainStyle =
  'body{font:1.1rem/1.5 Georgia,serif;max-width:34rem;margin:3rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1rem}';

/** Allows exactly that style in a page (CSP Level 3, 2.3.1: hash-source). */
export const plainStyleSource = `'sha256-${createHash('sha256').update(plainStyle).digest('base64')}'`;
