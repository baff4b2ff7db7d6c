"use strict";
// Without this script the page shows the last frame; with it, the frames can be walked and played.
for (const film of document.querySelectorAll(".film")) {
  const frames = [...film.querySelectorAll("img")];
  const slider = film.querySelector("input");
  const button = film.querySelector("button");
  const caption = film.querySelector("figcaption");
  const framesPerSecond = 8;
  let timer = 0;

  const show = index => {
    frames.forEach((frame, k) => { frame.hidden = k !== index; });
    slider.value = index;
    slider.setAttribute("aria-valuetext", frames[index].alt);
    caption.textContent = frames[index].alt;
  };
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    button.textContent = "Play";
  };
  const advance = () => {
    const next = Number(slider.value) + 1;
    show(next);
    if (next === frames.length - 1) stop();
  };
  const play = () => {
    if (Number(slider.value) === frames.length - 1) show(0);
    timer = setInterval(advance, 1000 / framesPerSecond);
    button.textContent = "Pause";
  };

  if (frames.length > 1) {
    button.addEventListener("click", () => timer ? stop() : play());
    slider.addEventListener("input", () => { stop(); show(Number(slider.value)); });
    show(frames.length - 1);
    film.querySelector(".controls").hidden = false;
  }
}
