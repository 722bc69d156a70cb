// Offer the picture of a comparison as PNG: the browser draws the SVG that the service made.
"use strict";

const SCALE = 2;

for (const button of document.querySelectorAll("button[data-picture]")) {
  button.hidden = false;
  button.addEventListener("click", () => savePicture(button));
}

function savePicture(button) {
  const picture = new Image();
  picture.addEventListener("load", () => {
    const canvas = document.createElement("canvas");
    canvas.width = picture.naturalWidth * SCALE;
    canvas.height = picture.naturalHeight * SCALE;
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const link = document.createElement("a");
    link.href = canvas.toDataURL("image/png");
    link.download = button.dataset.name;
    link.click();
  });
  picture.addEventListener("error", () => {
    document.getElementById(button.getAttribute("aria-describedby")).textContent = button.dataset.failed;
  });
  picture.src = button.dataset.picture;
}
