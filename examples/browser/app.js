// The page: what a person chooses, and what is drawn then.
import { openGenerator } from "./generator.js";
import { buildKnobs } from "./knobs.js";
import { between } from "./latents.js";
import { gridOf, show, showGrid } from "./picture.js";

const FILE = "generator.onnx";
const SECONDS_OF_WAY = 4;
const LEAST_SEED = -(2n ** 63n);
const LARGEST_SEED = 2n ** 63n - 1n;

const find = (id) => document.getElementById(id);
const isTest = new URLSearchParams(location.search).has("test");

let generator;
let sample; // the one that the knobs turn
let showKnobs;
let seed = "1";
let toSeed = "2";

// Drawings that are asked for faster than they are drawn: one at a time, and after it the last that was asked for.
function latest(draw) {
  let running = false, again = false;
  return async () => {
    again = true;
    if (running || !generator) {
      return;
    }
    running = true;
    while (again) {
      again = false;
      try {
        await draw(generator);
      } catch (error) {
        if (!again) {
          fail(`The drawing failed: ${error.message}`);
        }
      }
    }
    running = false;
  };
}

const drawOne = latest(async (from) => {
  const [picture] = await from.draw([sample]);
  show(find("one"), picture);
  describe("one", `Sample ${find("number").value} of seed ${seed}`);
});

const drawWalk = latest(async (from) => {
  const start = from.sample(seed, 0, label()), end = from.sample(toSeed, 0, label());
  const share = Number(find("share").value) / 100;
  const latent = between(start.latent, end.latent, share, from.metadata.latent?.distribution);
  const [picture] = await from.draw([{ ...start, latent }]);
  show(find("walk"), picture);
  describe("walk", `${Math.round(share * 100)}% of the way from seed ${seed} to seed ${toSeed}`);
});

const drawMany = latest(async (from) => {
  const count = Number(find("count").value);
  const samples = Array.from({ length: count }, (_, number) => from.sample(seed, number, label()));
  showGrid(find("many"), await from.draw(samples));
  describe("many", `Samples 0 to ${count - 1} of seed ${seed}`);
});

// In tests the page tells what it drew: red, green and blue of every pixel.
function describe(id, text) {
  const canvas = find(id);
  canvas.setAttribute("aria-label", text);
  if (isTest) {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    canvas.dataset.pixels = btoa(String.fromCharCode(...data.filter((_, k) => k % 4 < 3)));
  }
}

function label() {
  const { value } = find("class");
  return value === "" ? null : Number(value);
}

function startSample() {
  sample = generator.sample(seed, Number(find("number").value), label());
  showKnobs(sample);
  drawOne();
}

function startAll() {
  startSample();
  drawWalk();
  drawMany();
}

async function open(bytes, name) {
  let opened;
  try {
    opened = await openGenerator(bytes);
  } catch (error) {
    fail(`${name} cannot be shown. ${error.message}`);
    return;
  }
  generator?.close();
  generator = opened;
  const { metadata } = generator;
  showKnobs = buildKnobs(find("knobs"), metadata, (target, k, value) => {
    sample[target][k] = value;
    showKnobs(sample);
    drawOne();
  });
  find("class").replaceChildren(
    new Option("every class in turn", ""), ...metadata.classes.map((text, k) => new Option(text, String(k))));
  document.body.classList.toggle("has-classes", metadata.classes.length > 0);
  document.body.classList.add("has-generator");
  document.body.dataset.state = "ready";
  find("about").textContent = about(name, metadata);
  startAll();
}

function about(name, { recipe, step, shape: [channels, height, width], latent, precision }) {
  const facts = [
    recipe && `recipe ${recipe}`, step > 0 && `${step.toLocaleString("en")} steps`,
    `${width}\u00d7${height} pixels in ${channels === 1 ? "grey" : "colour"}`,
    latent && `${latent.size} ${latent.distribution} latents`, precision !== "float32" && precision,
  ];
  return `${name}: ${facts.filter(Boolean).join(", ")}.`;
}

// What was open stays open below the sentence.
function fail(sentence) {
  document.body.dataset.state = "error";
  find("about").textContent = sentence;
}

async function openBeside() {
  const missing = `There is no ${FILE} beside this page. Choose a file that saddle-cli export wrote.`;
  try {
    const answer = await fetch(FILE, { cache: "no-cache" });
    if (answer.ok) {
      await open(new Uint8Array(await answer.arrayBuffer()), FILE);
    } else {
      fail(missing);
    }
  } catch {
    fail(missing);
  }
}

// A seed that is none is told, and the last good one stays.
function listenToSeed(id, take) {
  const input = find(id), problem = find(`${id}-problem`);
  input.addEventListener("input", () => {
    const text = input.value.trim();
    const isSeed = /^-?\d{1,19}$/.test(text) && BigInt(text) >= LEAST_SEED && BigInt(text) <= LARGEST_SEED;
    input.setAttribute("aria-invalid", String(!isSeed));
    problem.textContent = isSeed ? "" : "A seed is a whole number of 64 bits.";
    if (isSeed) {
      take(text);
    }
  });
}

// The picture lies in the middle of its canvas, which may be wider or higher than it.
function pixelAt(canvas, { offsetX, offsetY }) {
  const scale = Math.max(canvas.width / canvas.clientWidth, canvas.height / canvas.clientHeight);
  return {
    x: (offsetX - canvas.clientWidth / 2) * scale + canvas.width / 2,
    y: (offsetY - canvas.clientHeight / 2) * scale + canvas.height / 2,
  };
}

function listenToNumber() {
  find("number").addEventListener("input", () => {
    if (find("number").value !== "" && find("number").checkValidity()) {
      startSample();
    }
  });
  find("many").addEventListener("click", (event) => {
    const count = Number(find("count").value);
    const { columns, cellWidth, cellHeight } = gridOf(Array(count).fill(generator.sampleSize));
    const { x, y } = pixelAt(find("many"), event);
    const number = Math.floor(y / cellHeight) * columns + Math.floor(x / cellWidth);
    if (x >= 0 && x < columns * cellWidth && number >= 0 && number < count) {
      find("number").value = number;
      startSample();
    }
  });
}

function listenToWalk() {
  const share = find("share"), play = find("play");
  const moved = () => {
    share.nextElementSibling.value = `${Math.round(share.value)}%`;
    drawWalk();
  };
  share.addEventListener("input", moved);
  let last, frame, forward = true;
  const step = (now) => {
    const way = ((now - (last ?? now)) / 1000 / SECONDS_OF_WAY) * 100, next = Number(share.value) + (forward ? way : -way);
    forward = next >= 100 ? false : next <= 0 ? true : forward;
    share.value = next;
    last = now;
    moved();
    frame = requestAnimationFrame(step);
  };
  play.addEventListener("click", () => {
    const isPlaying = play.getAttribute("aria-pressed") !== "true";
    play.setAttribute("aria-pressed", String(isPlaying));
    play.textContent = isPlaying ? "Pause" : "Play";
    last = undefined;
    if (isPlaying) {
      frame = requestAnimationFrame(step);
    } else {
      cancelAnimationFrame(frame);
    }
  });
}

function listen() {
  find("choice").addEventListener("submit", (event) => event.preventDefault());
  find("file").addEventListener("change", async ({ target: { files: [file] } }) => {
    if (file) {
      await open(new Uint8Array(await file.arrayBuffer()), file.name);
    }
  });
  listenToSeed("seed", (text) => {
    seed = text;
    startAll();
  });
  listenToSeed("to", (text) => {
    toSeed = text;
    drawWalk();
  });
  find("class").addEventListener("change", startAll);
  find("count").addEventListener("change", drawMany);
  find("reset").addEventListener("click", startSample);
  listenToNumber();
  listenToWalk();
}

listen();
await openBeside();
