import { build } from 'vite';
import { configOf, pages } from './vite.config.ts';

await Promise.all(pages().map((page) => build(configOf(page))));
