// A generator's values as pixels, and pictures on a canvas.

const PADDING = 2;
const PADDING_GREY = "rgb(128, 128, 128)";

// As Saddle's own pictures are rounded: halves go to the even byte.
function byteOf(value) {
  const scaled = Math.fround(Math.fround(Math.min(1, Math.max(-1, value)) + 1) * 127.5);
  const below = Math.floor(scaled), rest = scaled - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}

/** A sample as ImageData: values [C, H, W] in [-1, 1], or bytes [H, W, C] where the file itself makes them. */
export function pictureOf(values, { shape: [channels, height, width], bytes }) {
  const picture = new ImageData(width, height), area = width * height;
  for (let pixel = 0; pixel < area; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const from = channels === 1 ? 0 : channel;
      picture.data[pixel * 4 + channel] = bytes ? values[pixel * channels + from] : byteOf(values[from * area + pixel]);
    }
    picture.data[pixel * 4 + 3] = 255;
  }
  return picture;
}

/** Shows one picture. */
export function show(canvas, picture) {
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext("2d").putImageData(picture, 0, 0);
}

/** Shows pictures in rows on mid grey, two pixels apart, as Saddle lays grids out. */
export function showGrid(canvas, pictures) {
  const { columns, cellWidth, cellHeight } = gridOf(pictures);
  canvas.width = columns * cellWidth - PADDING;
  canvas.height = Math.ceil(pictures.length / columns) * cellHeight - PADDING;
  const context = canvas.getContext("2d");
  context.fillStyle = PADDING_GREY;
  context.fillRect(0, 0, canvas.width, canvas.height);
  pictures.forEach((picture, k) => {
    context.putImageData(picture, (k % columns) * cellWidth, Math.floor(k / columns) * cellHeight);
  });
}

/** How pictures are laid out. */
export function gridOf(pictures) {
  return {
    columns: Math.ceil(Math.sqrt(pictures.length)),
    cellWidth: pictures[0].width + PADDING,
    cellHeight: pictures[0].height + PADDING,
  };
}
