import { sizes, type Scene } from './scene.ts';

export const startScenes: readonly Scene[] = [
  {
    name: 'start',
    page: 'start',
    about: 'The building directory of the demo',
    sizes: sizes.desk,
    async arrange(stage) {
      await stage.kiosk();
      const page = await stage.look('/start/');
      await page.getByRole('link', { name: /Mesin antrean/ }).waitFor();
      return page;
    },
  },
];
