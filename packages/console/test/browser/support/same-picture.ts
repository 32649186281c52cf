import { existsSync, readFileSync } from 'node:fs';
import { openPage } from './page.js';

/** The difference of a channel that nobody sees: edges are drawn a little differently each time. */
const INVISIBLE = 8;

/** Whether a file has this picture, as far as one sees. */
export async function isSamePicture(file: string, image: Buffer): Promise<boolean> {
  if (!existsSync(file)) return false;
  const page = await openPage();
  const urls = [readFileSync(file), image].map((png) => `data:image/png;base64,${png.toString('base64')}`);
  return page.evaluate(
    async ([before = '', after = '', limit]) => {
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
      return (
        one.length === other.length &&
        one.every((value, index) => Math.abs(value - (other[index] ?? 0)) <= Number(limit))
      );
    },
    [...urls, `${INVISIBLE}`] as const,
  );
}
