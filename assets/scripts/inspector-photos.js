// Photos of a finding, for the inspector's application: made small enough to be
// kept on the device, without what the phone wrote into them, and named by the
// digest of the file, which the finding that is signed has in it.
window.InspectorPhotos = (() => {
  "use strict";
  const box = document.getElementById("photos");
  if (!box) return null;
  const list = box.querySelector("[data-list]"), input = box.querySelector("input"), said = box.querySelector("[data-said]");
  const { side, most, bytes } = box.dataset; // pixels, photos, bytes of one
  let photos = []; // {digest, data, canvas}

  const hex = (buffer) => [...new Uint8Array(buffer)].map((b) => b.toString(16).padStart(2, "0")).join("");
  const digestOf = async (data) => "sha256-" + hex(await crypto.subtle.digest("SHA-256", data));
  const jpeg = (canvas, quality) => new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("jpeg"))), "image/jpeg", quality));

  // draw is a picture on white, with its longer side at most so long.
  const draw = (picture, longest) => {
    const part = Math.min(1, longest / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.max(1, Math.round(picture.width * part)), Math.max(1, Math.round(picture.height * part))];
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas;
  };

  // shrink re-encodes a file until it is small enough.
  const shrink = async (file) => {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const canvas = draw(picture, Number(side));
    picture.close();
    for (const quality of [0.85, 0.7, 0.5, 0.3]) {
      const data = await (await jpeg(canvas, quality)).arrayBuffer();
      if (data.byteLength <= Number(bytes)) return data;
    }
    throw new Error("too large");
  };

  const show = () => {
    list.replaceChildren(...photos.map((photo, i) => {
      const item = document.createElement("li"), away = document.createElement("button");
      away.type = "button";
      away.className = "plain";
      away.textContent = box.dataset.away.replace("{0}", i + 1);
      away.addEventListener("click", () => { photos = photos.filter((other) => other !== photo); show(); changed(); });
      photo.canvas.setAttribute("role", "img");
      photo.canvas.setAttribute("aria-label", box.dataset.alt.replace("{0}", i + 1));
      item.append(photo.canvas, away);
      return item;
    }));
    input.disabled = photos.length >= Number(most);
  };
  let changed = () => {};

  // add takes a photo that is ready, once.
  const add = async (data) => {
    const digest = await digestOf(data);
    if (photos.length >= Number(most) || photos.some((photo) => photo.digest === digest)) return;
    const picture = await createImageBitmap(new Blob([data], { type: "image/jpeg" }));
    photos.push({ digest, data, canvas: draw(picture, 240) });
    picture.close();
  };

  input.addEventListener("change", async () => {
    said.textContent = "";
    for (const file of input.files) {
      try {
        if (photos.length >= Number(most)) { said.textContent = box.dataset.many; break; }
        await add(await shrink(file));
      } catch { said.textContent = box.dataset.bad.replace("{0}", file.name); }
    }
    input.value = "";
    show();
    changed();
  });

  return {
    all: () => photos.map(({ digest, data }) => ({ digest, data })),
    set: async (datas) => {
      photos = [];
      for (const data of datas) await add(data);
      show();
    },
    onChange: (f) => { changed = f; },
  };
})();
