import { runShell } from '../../../shared/shell/shell.edge.ts';
import { calls } from './calls.ts';

runShell({ app: 'display', calls });
