import { expose } from '../../../shared/shell/preload.ts';
import { calls } from './calls.ts';

expose(calls);
