import { sizes, type Scene } from './scene.ts';

export const counterScenes: readonly Scene[] = [
  {
    name: 'counter-idle',
    page: 'counter',
    about: 'An officer at an open counter, and who comes next',
    sizes: sizes.counter,
    async arrange(stage) {
      await stage.opens('loket-1', 'dewi');
      await stage.takes('paspor-baru', 4, { apart: 3 });
      const page = await stage.look('/counter/?counter=loket-1');
      await page.getByRole('button', { name: /Panggil A-001/ }).waitFor();
      return page;
    },
  },
];
