import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes longest, the longest first: begun last it would keep one core while the others have nothing to do. */
const longest = [
  'build/rigs/rigs.int.test.ts',
  'build/oracle/days.test.ts',
  'build/rigs/kiosk/kill.int.test.ts',
  'apps/hub/kill.int.test.ts',
  'build/sim/waits.test.ts',
  'build/rigs/branch/branch.test.ts',
  'build/rigs/kiosk/day.test.ts',
  'apps/hub/start.int.test.ts',
  'build/sim/main.int.test.ts',
  'apps/kiosk/agent.int.test.ts',
  'build/e2e/voice.e2e.test.ts',
  'build/e2e/display.e2e.test.ts',
  'build/e2e/desktop.e2e.test.ts',
];

/** The order in which Vitest begins its files. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex((file) => moduleId.endsWith(`/${file}`));
      return place < 0 ? longest.length : place;
    };
    return (await super.sort(files)).toSorted((one, other) => placeOf(one) - placeOf(other));
  }
}
