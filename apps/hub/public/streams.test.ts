import { expect, test } from 'vitest';
import { ZoneId } from '../../../shared/ids.ts';
import { createStreams, mostStreams, slowestMs } from './streams.ts';

const zone = ZoneId.parse('paspor');

/** A reader that takes what it is given, until it is told not to. */
function reader(takes = () => true) {
  const got: string[] = [];
  let isCut = false;
  return {
    got,
    isCut: () => isCut,
    write: (text: string) => (got.push(text), takes()),
    cut: () => (isCut = true),
  };
}
const office = { tell: 'office', zones: [{ id: zone, name: 'Paspor' }], text: '{"office":1}' } as const;
const frame = (text: string) => ({ tell: 'frame', zone, text }) as const;
const beat = { tell: 'beat', text: '1' } as const;

test('who comes has the office and the newest view of the zone, then each new one, and no other zone', () => {
  const streams = createStreams(() => 0);
  streams.tell(office);
  streams.tell(frame('old'));
  const [here, there] = [reader(), reader()];
  streams.open(zone, here);
  streams.open('izin-tinggal', there);
  streams.tell(frame('new'));
  expect(here.got).toEqual([
    'event: office\ndata: {"office":1}\n\nevent: frame\ndata: old\n\n',
    'event: frame\ndata: new\n\n',
  ]);
  expect(there.got).toEqual(['event: office\ndata: {"office":1}\n\n']);
});

test('a reader that is behind gets nothing more until it has drained, then only the newest', () => {
  let takes = false;
  const slow = reader(() => takes);
  const streams = createStreams(() => 0);
  streams.tell(frame('first'));
  const stream = streams.open(zone, slow);
  streams.tell(frame('second'));
  streams.tell(frame('third'));
  expect(slow.got).toEqual(['event: frame\ndata: first\n\n']);
  takes = true;
  stream.drained();
  expect(slow.got.slice(1)).toEqual(['event: frame\ndata: third\n\n']);
});

test('a reader that takes nothing for 5 s is cut off and its place is free', () => {
  let now = 0;
  const streams = createStreams(() => now);
  streams.tell(frame('view'));
  const slow = reader(() => false);
  streams.open(zone, slow);
  const others = Array.from({ length: mostStreams - 1 }, () => reader());
  for (const one of others) streams.open(zone, one);
  expect(streams.isFull()).toBe(true);
  now = slowestMs;
  streams.tell(beat);
  expect(slow.isCut()).toBe(false);
  now += 1;
  streams.tell(beat);
  expect([slow.isCut(), streams.isFull(), others.some((one) => one.isCut())]).toEqual([true, false, false]);
});

test('I40 the view of a zone that the office no longer has is forgotten', () => {
  const streams = createStreams(() => 0);
  streams.tell(office);
  streams.tell(frame('view'));
  streams.tell({ ...office, zones: [] });
  streams.tell(office);
  const tv = reader();
  streams.open(zone, tv);
  expect(tv.got).toEqual(['event: office\ndata: {"office":1}\n\n']);
});

test('who has gone frees its place', () => {
  const streams = createStreams(() => 0);
  const opened = Array.from({ length: mostStreams }, () => streams.open(zone, reader()));
  opened[0]?.closed();
  expect(streams.isFull()).toBe(false);
});
