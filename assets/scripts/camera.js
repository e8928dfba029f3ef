// Reads the QR square with the camera. The browser's own reader is used where
// there is one, otherwise ZXing from this service, which is loaded when the camera
// is opened. The first text that is read is sent to the page, which goes on from
// there: one that answers the event "read" itself, or the form of the room;
// pictures stay in the browser.
(() => {
  "use strict";
  const room = document.querySelector("[data-camera]");
  if (!room || !navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) return;
  const part = (name) => room.querySelector(name);
  const video = part("video");
  const said = part("[data-said]");
  const pause = 150; // milliseconds between two looks
  const widest = 1024; // pixels of a picture that is looked at
  let stream = null;
  let turn = 0; // changes when the camera is opened or closed

  const tell = (text) => { if (said.textContent !== text) said.textContent = text; };
  const show = (open) => {
    part("[data-open]").hidden = open;
    part("[data-close]").hidden = !open;
    part("[data-finder]").hidden = !open;
  };
  const stop = (streamed) => { for (const track of streamed.getTracks()) track.stop(); };
  const close = () => {
    turn++;
    if (stream) stop(stream);
    stream = null;
    video.srcObject = null;
    show(false);
  };

  // The browser's reader: a function from the video to texts; null for none.
  const builtIn = async () => {
    if (!("BarcodeDetector" in window)) return null;
    try {
      if (!(await BarcodeDetector.getSupportedFormats()).includes("qr_code")) return null;
      const reader = new BarcodeDetector({ formats: ["qr_code"] });
      return async () => (await reader.detect(video)).map((found) => found.rawValue);
    } catch { return null; }
  };
  const load = (path) => new Promise((done, failed) => {
    if (window.ZXingWASM) return done();
    const script = document.createElement("script");
    script.src = path;
    script.onload = () => done();
    script.onerror = () => failed(new Error("cannot load " + path));
    document.head.append(script);
  });
  const zxing = async () => {
    await load(room.dataset.script);
    await ZXingWASM.prepareZXingModule({ overrides: { locateFile: () => room.dataset.wasm }, fireImmediately: true });
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    return async () => {
      const part = Math.min(1, widest / Math.max(video.videoWidth, video.videoHeight));
      canvas.width = Math.round(video.videoWidth * part);
      canvas.height = Math.round(video.videoHeight * part);
      pen.drawImage(video, 0, 0, canvas.width, canvas.height);
      const picture = pen.getImageData(0, 0, canvas.width, canvas.height);
      const found = await ZXingWASM.readBarcodes(picture, { formats: ["QRCode"], maxNumberOfSymbols: 4 });
      return found.filter((one) => one.isValid).map((one) => one.text);
    };
  };

  const send = (text) => {
    if (!room.dispatchEvent(new CustomEvent("read", { detail: text, cancelable: true }))) return;
    const form = part("form");
    form.elements.text.value = text;
    form.submit();
  };
  // Looks until there is a text or the camera is closed. Of several texts one
  // that leads here counts first.
  const look = async (read, mine) => {
    while (turn === mine) {
      const texts = video.readyState >= 2 && video.videoWidth ? (await read()).filter((text) => text) : [];
      if (turn !== mine) return;
      if (texts.length) {
        close();
        tell(room.dataset.found);
        return send(texts.find((text) => text.toLowerCase().startsWith(location.origin + "/")) || texts[0]);
      }
      await new Promise((done) => setTimeout(done, pause));
    }
  };
  const why = (error) => {
    switch (error && error.name) {
      case "NotAllowedError": case "SecurityError": return room.dataset.denied;
      case "NotFoundError": case "OverconstrainedError": return room.dataset.none;
      default: return room.dataset.failed;
    }
  };
  const open = async () => {
    const mine = ++turn;
    show(true);
    tell(room.dataset.opening);
    try {
      const streamed = await navigator.mediaDevices.getUserMedia({
        audio: false, video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } },
      });
      if (turn !== mine) return stop(streamed); // closed before it opened
      stream = video.srcObject = streamed;
      await video.play();
      const read = await builtIn() || await zxing();
      if (turn !== mine) return;
      tell(room.dataset.looking);
      await look(read, mine);
    } catch (error) {
      if (turn !== mine) return;
      close();
      tell(why(error));
    }
  };

  part("[data-open]").addEventListener("click", open);
  part("[data-close]").addEventListener("click", () => { close(); tell(""); });
  window.addEventListener("pagehide", close);
  document.addEventListener("visibilitychange", () => { if (document.hidden && stream) { close(); tell(""); } });
  room.hidden = false;
})();
