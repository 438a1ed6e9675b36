import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";

export interface Pixels {
  readonly rgba: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const DEADLINE_MS = 30_000;
const library = createRequire(import.meta.url).resolve("libheif-js/wasm-bundle");

/**
 * The pixels of a HEIC picture (HEVC inside HEIF, ISO/IEC 23008-12), upright: its turning is part of the format. They are
 * unfolded in a thread of their own, which is ended with the picture or at the deadline; one at a time, for each takes
 * as much memory as all its pixels.
 * @throws Error when it cannot be read
 */
export function decodeHeic(bytes: Uint8Array): Promise<Pixels> {
  const decoded = turn.then(() => decodeInThread(bytes));
  turn = decoded.then(
    () => undefined,
    () => undefined,
  );
  return decoded;
}

let turn: Promise<void> = Promise.resolve();

function decodeInThread(bytes: Uint8Array): Promise<Pixels> {
  const worker = new Worker(program, { eval: true, workerData: { library, bytes } });
  return new Promise<Pixels>((resolve, reject) => {
    const deadline = setTimeout(() => {
      reject(new Error("the picture took too long"));
    }, DEADLINE_MS);
    worker.once("message", (pixels: Pixels | null) => {
      clearTimeout(deadline);
      if (pixels) resolve(pixels);
      else reject(new Error("the picture cannot be decoded"));
    });
    worker.once("error", (error) => {
      clearTimeout(deadline);
      reject(error);
    });
  }).finally(() => worker.terminate());
}

/** As text, since the house runs bundled: a thread's file would be looked for where no file is. */
const program = `
  const { parentPort, workerData } = require("node:worker_threads");
  const { HeifDecoder } = require(workerData.library);
  const images = new HeifDecoder().decode(workerData.bytes);
  const image = images.find((each) => each.is_primary()) ?? images[0];
  if (!image) parentPort.postMessage(null);
  else {
    const [width, height] = [image.get_width(), image.get_height()];
    const canvas = { data: new Uint8ClampedArray(width * height * 4), width, height };
    image.display(canvas, (shown) => {
      if (!shown) return parentPort.postMessage(null);
      const rgba = new Uint8Array(shown.data.buffer);
      parentPort.postMessage({ rgba, width, height }, [rgba.buffer]);
    });
  }
`;
