import { vi } from 'vitest';
import { holdAtCommitSize } from './commitSize.test-kit.ts';

vi.setConfig({ testTimeout: 300_000 });

holdAtCommitSize(({ paced }) => paced === true);
