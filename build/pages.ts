import { build } from 'vite';
import { configOf, pages } from './vite.config.ts';

/** All pages, or those named. */
const asked = process.argv.slice(2);
await Promise.all(
  pages()
    .filter(({ name }) => asked.length === 0 || asked.includes(name))
    .map((page) => build(configOf(page))),
);
