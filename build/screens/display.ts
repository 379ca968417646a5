import { sizes, type Scene } from './scene.ts';

export const displayScenes: readonly Scene[] = [
  {
    name: 'display-empty',
    page: 'display',
    about: 'The morning before the first call',
    sizes: sizes.displayFine,
    async arrange(stage) {
      const page = await stage.look('/display/?zone=paspor');
      await page.getByText('Belum ada panggilan').first().waitFor();
      return page;
    },
  },
];
