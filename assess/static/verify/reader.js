/* Finds QR codes in a picture: by the browser's own reader where it has one, else by ZXing-C++ (static/vendor). */
"use strict";

class CodeReader {
  /* `addresses`: {script, wasm} of the reader for browsers without one; fetched when it is needed first. */
  constructor(addresses) {
    this.addresses = addresses;
    this.ready = null;
  }

  /* The texts of the codes in what is drawn on a canvas. Throws when no reader can be had. */
  async texts(canvas) {
    this.ready = this.ready || this.begin();
    try {
      return await (await this.ready)(canvas);
    } catch (error) {
      this.ready = null;  // the network may be back next time
      throw error;
    }
  }

  async begin() {
    const known = "BarcodeDetector" in window ? await BarcodeDetector.getSupportedFormats() : [];
    if (!known.includes("qr_code")) return this.load();
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (canvas) => (await detector.detect(canvas)).map((code) => code.rawValue);
  }

  async load() {
    const script = document.createElement("script");
    await new Promise((resolve, reject) => {
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => reject(new TypeError("no reader")));
      script.src = this.addresses.script;
      document.head.append(script);
    });
    const overrides = { locateFile: () => this.addresses.wasm };
    await ZXingWASM.prepareZXingModule({ overrides, fireImmediately: true });
    const options = { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: 4 };
    return async (canvas) => {
      const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return (await ZXingWASM.readBarcodes(data, options)).filter((code) => code.isValid).map((code) => code.text);
    };
  }
}
