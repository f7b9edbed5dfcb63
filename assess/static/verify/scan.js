/* The scanner: from the camera or a picture to the certificate's page, or to the offline check.
 *
 * Pictures stay on the device. Only codes of this site are followed; another host is named and not opened.
 */
"use strict";

const BETWEEN = 150;  // milliseconds between two looks through the camera
const WIDEST = 2400;  // pixels; pictures of cameras are larger and read no better for it

class Scanner {
  constructor(place) {
    this.texts = JSON.parse(place.dataset.texts);
    this.site = place.dataset.site;
    this.status = document.getElementById("scan-status");
    this.found = document.getElementById("scan-found");
    this.start = document.getElementById("scan-start");
    this.stop = document.getElementById("scan-stop");
    this.video = document.getElementById("scan-video");
    this.answer = new CodeAnswer(document.getElementById("code"));
    this.reader = new CodeReader(place.dataset);
    this.canvas = document.createElement("canvas");
    this.stream = null;
    this.start.addEventListener("click", () => this.look());
    this.stop.addEventListener("click", () => { this.end(); this.say("stopped"); });
    document.getElementById("scan-picture").addEventListener("change", (event) => this.picture(event.target));
    window.addEventListener("pagehide", () => this.end());
    place.hidden = false;
  }

  say(name, values = {}) {
    this.status.textContent = this.texts[name].replace(/\{(\w+)\}/g, (_all, key) => values[key]);
    this.status.dataset.said = name;
  }

  clear() {
    this.answer.hide();
    this.found.replaceChildren();
  }

  // --- the camera ------------------------------------------------------------------------------------------------

  async look() {
    this.clear();
    this.end();
    if (!navigator.mediaDevices) return this.say(window.isSecureContext ? "no_camera" : "insecure");
    this.say("starting");
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({
        audio: false, video: { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1080 } },
      });
    } catch (error) {
      const names = { NotAllowedError: "denied", SecurityError: "denied", NotFoundError: "no_camera",
        OverconstrainedError: "no_camera" };
      return this.say(names[error.name] || "busy");
    }
    const { stream } = this;
    this.show(true);
    this.video.srcObject = stream;
    await this.video.play().catch(() => {});  // a camera that was taken away again ends below
    this.say("looking");
    await this.watch(stream);
  }

  async watch(stream) {
    while (this.stream === stream) {
      const { videoWidth, videoHeight } = this.video;
      let texts = [];
      try {
        if (videoWidth) texts = await this.read(this.video, videoWidth, videoHeight);
      } catch {
        this.end();
        return this.say("no_reader");
      }
      if (this.stream !== stream) return;
      if (texts.length) {
        this.end();
        return this.take(texts);
      }
      await new Promise((resolve) => setTimeout(resolve, BETWEEN));
    }
  }

  end() {
    if (this.stream) for (const track of this.stream.getTracks()) track.stop();
    this.stream = null;
    this.video.srcObject = null;
    this.show(false);
  }

  show(running) {
    this.video.hidden = this.stop.hidden = !running;
    this.start.hidden = running;
  }

  // --- a picture -------------------------------------------------------------------------------------------------

  async picture(input) {
    const [file] = input.files;
    if (!file) return;
    this.clear();
    this.end();
    this.say("reading");
    let bitmap, texts;
    try {
      bitmap = await createImageBitmap(file);
    } catch {
      return this.say("no_picture");
    } finally {
      input.value = "";  // the same file may be chosen again
    }
    try {
      texts = await this.read(bitmap, bitmap.width, bitmap.height);
    } catch {
      return this.say("no_reader");
    } finally {
      bitmap.close();
    }
    return texts.length ? this.take(texts) : this.say("no_code");
  }

  async read(source, width, height) {
    const scale = Math.min(1, WIDEST / Math.max(width, height));
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round(height * scale);
    const context = this.canvas.getContext("2d", { willReadFrequently: true });
    context.drawImage(source, 0, 0, this.canvas.width, this.canvas.height);
    return this.reader.texts(this.canvas);
  }

  // --- what was found --------------------------------------------------------------------------------------------

  /* Of several codes the offline one says most; of the others, one that leads here. */
  async take(texts) {
    const codes = texts.map((text) => this.told(text));
    const best = codes.find((code) => code.digits) || codes.find((code) => code.token) || codes[0];
    if (best.digits) await this.offline(best);
    else if (best.token) await this.open(best.token);
    else this.say(best.host ? "foreign" : "other", { host: best.host, site: this.site });
  }

  /* What a code leads to: {token, digits}, {host} for another site, {} for something else. */
  told(text) {
    let address;
    try {
      address = new URL(text.trim());
    } catch {
      return {};
    }
    if (!["http:", "https:"].includes(address.protocol)) return {};
    const ours = new URL(this.site), path = address.pathname.toLowerCase();
    const prefix = `${ours.pathname.replace(/\/$/, "")}/v/`.toLowerCase();
    if (address.host !== ours.host) return { host: address.host };
    const token = path.startsWith(prefix) ? path.slice(prefix.length).replace(/\/$/, "") : "";
    return /^[a-z2-7]{12}$/.test(token) ? { token: token.toUpperCase(), digits: address.hash.slice(1) } : {};
  }

  /* Opens the page only when there is somebody to answer: the scanner would be gone for nothing. */
  async open(token) {
    if (!navigator.onLine) return this.say("offline");
    this.say("opening");
    location.assign(`/v/${token}`);
  }

  async offline({ token, digits }) {
    await this.answer.show(digits);
    this.status.textContent = "";
    this.status.dataset.said = "";
    this.answer.place.querySelector("h2").focus();
    const said = CodeAnswer.element("p", `${this.texts.register_says} `);
    try {
      const response = await fetch(`/api/v1/verify/${token}`, { headers: { Accept: "application/json" } });
      const { sentence } = await response.json();
      said.append(CodeAnswer.element("b", sentence));
      const link = CodeAnswer.element("a", this.texts.open_page);
      link.href = `/v/${token}#${digits}`;
      this.found.replaceChildren(said, link);
    } catch {
      this.found.replaceChildren(CodeAnswer.element("p", this.texts.register_silent));
    }
  }
}

new Scanner(document.getElementById("scanner"));
