import { sizes, type Scene } from './scene.ts';

export const kioskScenes: readonly Scene[] = [
  {
    name: 'kiosk-home',
    page: 'kiosk',
    about: 'Every service with those who wait for it',
    sizes: sizes.kiosk,
    themes: ['contrast'],
    async arrange(stage) {
      await stage.takes('paspor-baru', 3);
      const { url } = await stage.kiosk();
      const page = await stage.look(url);
      await page.getByRole('button', { name: /Paspor Baru/ }).waitFor();
      return page;
    },
  },
];
