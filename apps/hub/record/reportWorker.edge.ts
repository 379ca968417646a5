import { parentPort, workerData } from 'node:worker_threads';
import { present } from '../../../shared/basics.ts';
import { readRecord } from '../journal/recordStore.edge.ts';
import { csvOf } from './csv.ts';
import { accuracyOf } from './report.ts';
import type { ReportStart } from './reports.edge.ts';

/** One report, and the thread ends. */
const { dir, from, to, as } = workerData as ReportStart;
const entries = readRecord(dir, from, to);
present(parentPort, 'the port of a report').postMessage(
  as === 'csv' ? csvOf(entries) : JSON.stringify(accuracyOf(entries, from, to)),
);
