import { existsSync, readFileSync } from 'node:fs';
import { openPage } from './page.js';

// Edges of icons are drawn a little differently each time: tens of pixels, by up to 24 of 255. A
// letter that changes differs by more, and a color in more pixels.
const SLIGHT = 8;
const MOST_SLIGHT = 48;
const MOST_CHANNELS = 300;

/** Whether a file has this picture, as far as one sees. */
export async function isSamePicture(file: string, image: Buffer): Promise<boolean> {
  if (!existsSync(file)) return false;
  const page = await openPage();
  const urls = [readFileSync(file), image].map((png) => `data:image/png;base64,${png.toString('base64')}`);
  return page.evaluate(
    async ({ urls: [before = '', after = ''], slight, mostSlight, mostChannels }) => {
      const pixelsOf = async (url: string) => {
        const picture = new Image();
        picture.src = url;
        await picture.decode();
        const canvas = new OffscreenCanvas(picture.width, picture.height);
        const context = canvas.getContext('2d');
        context?.drawImage(picture, 0, 0);
        return context?.getImageData(0, 0, picture.width, picture.height).data ?? new Uint8ClampedArray();
      };
      const [one, other] = await Promise.all([pixelsOf(before), pixelsOf(after)]);
      if (one.length !== other.length) return false;
      const differences = one.map((value, index) => Math.abs(value - (other[index] ?? 0)));
      return (
        differences.every((each) => each <= mostSlight) &&
        differences.filter((each) => each > slight).length <= mostChannels
      );
    },
    { urls, slight: SLIGHT, mostSlight: MOST_SLIGHT, mostChannels: MOST_CHANNELS },
  );
}
