// Checks a certificate in the browser alone: the same rules as recognition/verify.py, the same words (data-known).
(() => {
  "use strict";
  const place = document.querySelector("[data-known]");
  const known = JSON.parse(place.dataset.known);
  const form = document.querySelector("form[data-verify]");
  const result = document.getElementById("ket-qua");
  const SIGNATURE = 64, LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const NAMES = ["serial", "unit_code", "unit", "area", "programme", "subject", "year", "decision", "decided_on",
    "decided_by", "issuer", "issued_at", "key"];
  const TIMES = new Set(["decided_on", "issued_at", "key_day", "withdrawn_on", "keys_made", "statuses_made", "until"]);
  const TEXT = /^(?:https?:\/\/[!-"$-~]{1,300}\/xac-minh\/#)?PT1([A-Z2-7]+)$/;
  const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;

  class Fault extends Error {}

  const fromHex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const toHex = (raw) => Array.from(raw, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const toBytes = (text) => new TextEncoder().encode(text);
  const isSigned = (said, signature, key) => {
    try {
      return proof.isSigned(said, signature, fromHex(key));
    } catch {
      return false;
    }
  };

  // Lists: taken apart once, and believed only with their signatures.
  const opened = (text) => {
    const lines = text.slice(0, -1).split("\n").map((line) => line.split("\t"));
    const [[head], ...entries] = lines;
    const [, signature] = entries.pop();
    return { head, entries, said: toBytes(text.slice(0, text.lastIndexOf("signed\t"))), signature: fromHex(signature) };
  };
  const readKeys = (text) => {
    const { head, entries: [[, madeAt], [, root], ...rest], said, signature } = opened(text);
    if (head !== "phongtrao keys 1" || root !== known.root || !isSigned(said, signature, root)) throw new Fault();
    const moment = (written) => (written === "-" ? null : written);
    const keys = rest.map(([, id, key, from, retired, stolen]) =>
      [id, { key, validFrom: from, retiredAt: moment(retired), stolenSince: moment(stolen) }]);
    return { madeAt, keys: new Map(keys) };
  };
  const readStatuses = (text, keys) => {
    const { head, entries: [[, madeAt], [, until], [, keysMadeAt], [, signer], ...rest], said, signature } = opened(text);
    const key = keys.keys.get(signer);
    if (head !== "phongtrao statuses 1" || !key || key.stolenSince || !isSigned(said, signature, key.key)) throw new Fault();
    const withdrawn = new Map(), issued = new Map();
    for (const [word, name, ...values] of rest) {
      if (word === "withdrawn") withdrawn.set(name, values);
      else if (word === "stolen") issued.set(name, new Set());
      else issued.get(name).add(values[0]);
    }
    return { madeAt, until, keysMadeAt, withdrawn, issued };
  };

  // A statement: nothing of it is believed yet.
  const unpacked = (letters) => {
    const raw = [];
    let bits = 0, held = 0;
    for (const letter of letters) {
      held = (held << 5) | LETTERS.indexOf(letter);
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        raw.push(held >> bits);
        held &= (1 << bits) - 1;
      }
    }
    if (held !== 0 || ![0, 2, 4, 5, 7].includes(letters.length % 8)) throw new Fault("cut");
    return Uint8Array.from(raw);
  };
  const isReal = (written, length) => {
    const at = new Date(written.length === 10 ? `${written}T00:00:00Z` : `${written}Z`);
    return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, length) === written;
  };
  const read = (text) => {
    if (text.length > known.most_characters) throw new Fault("long");
    const found = TEXT.exec(text.trim());
    if (!found) throw new Fault("mark");
    const raw = unpacked(found[1]), lines = raw.slice(SIGNATURE);
    if (lines.length === 0 || lines.length > known.most_bytes) throw new Fault("size");
    let values;
    try {
      values = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(lines).split("\n");
    } catch {
      throw new Fault("bytes");
    }
    if (values.length !== NAMES.length) throw new Fault("count");
    const told = Object.fromEntries(NAMES.map((name, n) => [name, values[n]]));
    const isPlain = (v) => v && [...v].length <= known.longest && v === v.trim() && v === v.normalize("NFC") && !HIDDEN.test(v);
    if (!values.every(isPlain) || !/^[1-9]\d{3}$/.test(told.year) || !/^[0-9a-f]{8}$/.test(told.key)) throw new Fault("plain");
    if (!isReal(told.decided_on, 10) || !isReal(told.issued_at, 19)) throw new Fault("day");
    const said = new Uint8Array([...toBytes(known.context), ...lines]);
    return { told, said, signature: raw.slice(0, SIGNATURE) };
  };

  const reasonOf = ({ told, said, signature }, key, keys, statuses, day) => {
    const at = told.issued_at;
    if (!key) return at > keys.madeAt ? "key_after_the_list" : "forged";
    if (!isSigned(said, signature, key.key)) return "altered";
    if (at < key.validFrom) return "key_not_yet_valid";
    if (!key.stolenSince && key.retiredAt && at > key.retiredAt) return "key_retired";
    if (key.stolenSince) {
      const digests = statuses.issued.get(told.key);
      if (at >= key.stolenSince) return "after_the_theft";
      if (!digests) return "theft_after_the_list";
      if (!digests.has(toHex(proof.digest(said)))) return "not_truly_issued";
    }
    if (statuses.withdrawn.has(told.serial)) return statuses.withdrawn.get(told.serial)[1] === "-" ? "ended" : "withdrawn";
    if (at > statuses.madeAt) return "after_the_list";
    if (keys.madeAt < statuses.keysMadeAt) return "keys_older";
    if (statuses.until < day) return "statuses_old";
    return key.retiredAt ? "rotated" : "genuine";
  };

  // Words.
  const written = (name, value) => {
    if (!TIMES.has(name)) return value;
    const day = `${value.slice(8, 10)}/${value.slice(5, 7)}/${value.slice(0, 4)}`;
    return value.length > 10 ? `${value.slice(11, 16)} ngày ${day}` : day;
  };
  const filled = (sentence, facts) =>
    sentence.replace(/\{(\w+)\}/g, (_, name) => (name in facts ? written(name, facts[name]) : ""));
  const verdict = (text) => {
    const keys = readKeys(known.keys), statuses = readStatuses(known.statuses, keys);
    const facts = { keys_made: keys.madeAt, statuses_made: statuses.madeAt, until: statuses.until };
    let signed = null, reason = "unreadable";
    try {
      signed = read(text);
    } catch (fault) {
      facts.fault = known.no_statement.replace("{}", known.faults[fault.message]);
    }
    if (signed) {
      const key = keys.keys.get(signed.told.key), ended = statuses.withdrawn.get(signed.told.serial);
      // Vietnam's day, wherever the browser stands.
      const day = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
      reason = reasonOf(signed, key, keys, statuses, day);
      if (ended) [facts.withdrawn_on, facts.withdrawn_by] = ended;
      if (key) facts.key_day = reason === "key_not_yet_valid" ? key.validFrom : key.stolenSince ?? key.retiredAt ?? key.validFrom;
      Object.assign(facts, signed.told);
    }
    const [kind, why] = known.reasons[reason], isBelieved = known.believed.includes(reason);
    const force = isBelieved ? known.force : signed ? known.force_doubted : known.force_unknown;
    return { kind, title: known.titles[kind], words: [why, force, known.lists].map((w) => filled(w, facts)), told: signed?.told, isBelieved };
  };

  const element = (name, text, className) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const show = (...children) => {
    result.replaceChildren(...children);
    result.hidden = false;
    result.focus();
  };
  const check = (text) => {
    let said;
    try {
      said = verdict(text);
    } catch {
      return show(element("h2", known.broken));
    }
    const children = [element("h2", said.title, `verdict verdict--${said.kind}`), ...said.words.map((w) => element("p", w))];
    if (said.told) {
      const facts = element("dl", "", "facts");
      for (const [name, label] of Object.entries(known.labels)) facts.append(element("dt", label), element("dd", written(name, said.told[name])));
      if (!said.isBelieved) children.push(element("p", known.not_believed));
      children.push(facts);
    }
    show(...children);
  };

  // What is brought: the address itself, a text, a picture, the camera.
  const camera = "BarcodeDetector" in window ? new BarcodeDetector({ formats: ["qr_code"] }) : null;
  const checkFile = async (file) => {
    if (file.type === "text/plain") return check(await file.text());
    const found = camera && file.type.startsWith("image/") ? await camera.detect(await createImageBitmap(file)).catch(() => []) : [];
    if (found.length > 0) return check(found[0].rawValue);
    if (form.method === "post") return form.submit();
    show(element("h2", known.titles.unreadable), element("p", known.no_reader));
  };
  form.addEventListener("submit", (event) => {
    const text = form.elements.text.value.trim(), [file] = form.elements.file.files;
    if (!text && !file) return;
    event.preventDefault();
    if (text) check(text);
    else checkFile(file);
  });
  const look = form.querySelector("button[data-camera]");
  if (look && camera && navigator.mediaDevices) {
    look.hidden = false;
    look.addEventListener("click", async () => {
      const video = form.querySelector("video");
      const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }).catch(() => null);
      if (!stream) return show(element("h2", known.no_camera));
      video.srcObject = stream;
      video.hidden = false;
      await video.play();
      let found = [];
      while (found.length === 0 && !video.paused) found = await camera.detect(video).catch(() => []);
      stream.getTracks().forEach((track) => track.stop());
      video.hidden = true;
      if (found.length > 0) check(found[0].rawValue);
    });
  }
  const fromAddress = () => {
    if (location.hash.length > 1) check(location.hash.slice(1));
  };
  window.addEventListener("hashchange", fromAddress);
  fromAddress();
})();
