// The sliders and lists that turn a sample's first latent dimensions, and InfoGAN's codes.

const MOST_DIMENSIONS = 8;
const NORMAL_REACH = 4; // One number in sixteen thousand is beyond.

/** Builds the controls of a generator; `turned` is called when a person turns one. Gives back what shows a sample's values. */
export function buildKnobs(parent, { latent, codes }, turned) {
  const knobs = [];
  const add = (name, element, target, k) => {
    const knob = { element, target, k };
    element.addEventListener("input", () => turned(target, k, Number(element.value)));
    knobs.push(knob);
    return labelled(name, element);
  };
  const reach = latent?.distribution === "uniform" ? 1 : NORMAL_REACH;
  parent.replaceChildren(
    ...each(Math.min(latent?.size ?? 0, MOST_DIMENSIONS), (k) => add(`Latent ${k + 1}`, slider(reach), "latent", k)),
    ...each(codes?.categorical ?? 0, (k) => add(`Category ${k + 1}`, list(codes.values), "categories", k)),
    ...each(codes?.continuous ?? 0, (k) => add(`Code ${k + 1}`, slider(1), "codes", k)),
  );
  return (sample) => {
    for (const { element, target, k } of knobs) {
      element.value = sample[target][k];
      tell(element, sample[target][k]);
    }
  };
}

function each(count, make) {
  return Array.from({ length: count }, (_, k) => make(k));
}

function slider(reach) {
  const input = document.createElement("input");
  Object.assign(input, { type: "range", min: -reach, max: reach, step: 0.01 });
  return input;
}

function list(values) {
  const select = document.createElement("select");
  select.append(...each(values, (k) => new Option(String(k))));
  return select;
}

function labelled(name, element) {
  const label = document.createElement("label");
  label.className = "knob";
  label.append(name, element);
  if (element.type === "range") {
    label.append(document.createElement("output"));
  }
  return label;
}

function tell(element, value) {
  const output = element.parentElement.querySelector("output");
  if (output) {
    output.value = value.toFixed(2).replace("-", "\u2212");
  }
}
