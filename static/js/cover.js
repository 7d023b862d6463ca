// Boxes over what recipients do not get: drawn with mouse, finger or keys on <form data-cover>. The lines of the text field, one for
// each box (left top width height in percent, then why), stay what is sent; without this script people write them by hand.
// <form data-words>: hides the words marked in a text.

const STEP = 100;
const SMALLEST = 60;
const ZOOMS = [1, 1.5, 2, 3, 4];

function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

function percent(value) {
  return String(Number((value / 100).toFixed(2)));
}

class Editor {
  constructor(form) {
    this.form = form;
    this.side = Number(form.dataset.side);
    this.field = form.querySelector("textarea[name=boxes]");
    this.sheet = form.querySelector("[data-sheet]");
    this.list = form.querySelector("[data-list]");
    this.boxes = [];
    this.zoom = 0;
    for (const line of this.field.value.split("\n")) this.read(line);
    // A line that cannot be read was refused by the server: the field stays so that it can be mended.
    this.broken = form.querySelector(".is-invalid") !== null;
  }

  start() {
    if (this.broken) return;
    for (const mark of ["bar", "help", "rows"]) this.form.querySelector(`[data-${mark}]`).hidden = false;
    this.form.querySelector("[data-plain]").hidden = true;
    this.form.querySelector("[data-kept]").remove();
    this.startTools();
    this.startPointer();
    this.startOffers();
    for (const box of this.boxes) this.show(box);
    this.write();
  }

  read(line) {
    const words = line.trim().split(/[\s,]+/);
    if (words.length < 4) return;
    const [x, y, w, h] = words.slice(0, 4).map((word) => Math.round(Number(word) * 100));
    this.boxes.push({ x, y, w, h, reason: words[4] || "other" });
  }

  write() {
    const line = (box) => `${[box.x, box.y, box.w, box.h].map(percent).join(" ")} ${box.reason}`;
    this.field.value = this.boxes.map(line).join("\n");
    this.form.querySelector("[data-none]").hidden = this.boxes.length > 0;
    this.boxes.forEach((box, at) => this.name(box, at + 1));
  }

  say(text, n) {
    this.form.querySelector("[data-said]").textContent = text.replace("{n}", n);
  }

  name(box, n) {
    const text = this.form.dataset.textBox.replace("{n}", n);
    const reason = box.row.querySelector("[data-reason]");
    const place = this.form.dataset.textPlace
      .replace("{left}", Math.round(box.x / 100))
      .replace("{top}", Math.round(box.y / 100))
      .replace("{width}", Math.round(box.w / 100))
      .replace("{height}", Math.round(box.h / 100));
    box.row.querySelector("[data-name]").textContent = text;
    reason.setAttribute("aria-label", text);
    for (const mark of ["show", "remove"]) {
      const button = box.row.querySelector(`[data-${mark}]`);
      button.dataset.word ||= button.textContent;
      button.setAttribute("aria-label", `${button.dataset.word} ${text}`);
    }
    box.element.setAttribute("aria-label", `${text}: ${reason.selectedOptions[0].textContent}; ${place}`);
    box.element.firstChild.textContent = n;
    Object.assign(box.element.style, {
      left: `${box.x / 100}%`,
      top: `${box.y / 100}%`,
      width: `${box.w / 100}%`,
      height: `${box.h / 100}%`,
    });
  }

  show(box) {
    box.element = document.createElement("button");
    box.element.type = "button";
    box.element.className = "cover__box";
    box.element.setAttribute("aria-describedby", "cover-help");
    box.element.append(document.createElement("span"));
    const grip = document.createElement("span");
    grip.className = "cover__grip";
    box.element.append(grip);
    box.element.addEventListener("keydown", (event) => this.onKey(event, box));
    this.sheet.append(box.element);
    box.row = this.form.querySelector("template[data-row]").content.firstElementChild.cloneNode(true);
    const reason = box.row.querySelector("[data-reason]");
    reason.value = box.reason;
    reason.addEventListener("change", () => {
      box.reason = reason.value;
      this.write();
    });
    box.row.querySelector("[data-show]").addEventListener("click", () => this.reveal(box));
    box.row.querySelector("[data-remove]").addEventListener("click", () => this.remove(box));
    this.list.append(box.row);
  }

  add(box) {
    if (this.boxes.length >= Number(this.form.dataset.max)) {
      this.say(this.form.dataset.textFull, "");
      return;
    }
    this.boxes.push(box);
    this.show(box);
    this.write();
    this.say(this.form.dataset.textAdded, this.boxes.length);
    box.element.focus({ preventScroll: true });
  }

  remove(box) {
    const at = this.boxes.indexOf(box);
    this.boxes.splice(at, 1);
    box.element.remove();
    box.row.remove();
    this.write();
    this.say(this.form.dataset.textRemoved, at + 1);
    const next = this.boxes[Math.min(at, this.boxes.length - 1)];
    (next ? next.element : this.form.querySelector("[data-add]")).focus({ preventScroll: true });
  }

  reveal(box) {
    box.element.scrollIntoView({ block: "center", inline: "center" });
    box.element.focus({ preventScroll: true });
  }

  place(box, x, y, w, h) {
    box.w = clamp(Math.round(w), SMALLEST, this.side);
    box.h = clamp(Math.round(h), SMALLEST, this.side);
    box.x = clamp(Math.round(x), 0, this.side - box.w);
    box.y = clamp(Math.round(y), 0, this.side - box.h);
  }

  onKey(event, box) {
    const step = event.altKey ? STEP / 10 : STEP;
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      this.remove(box);
    } else if (event.key in moves) {
      event.preventDefault();
      const [dx, dy] = moves[event.key];
      if (event.shiftKey) {
        this.place(box, box.x, box.y, Math.min(box.w + dx, this.side - box.x), Math.min(box.h + dy, this.side - box.y));
      } else {
        this.place(box, box.x + dx, box.y + dy, box.w, box.h);
      }
      this.write();
      box.element.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }

  startTools() {
    const find = (mark) => this.form.querySelector(`[data-${mark}]`);
    find("add").addEventListener("click", () => {
      const view = this.sheet.parentElement;
      const seen = (view.scrollTop + view.clientHeight / 2) / this.sheet.clientHeight;
      const box = { reason: "other" };
      // As high as two lines of a phone's screen, however long the picture is.
      const high = clamp((this.side * this.sheet.clientWidth * 0.12) / this.sheet.clientHeight, SMALLEST, this.side);
      let top = this.side * Math.min(seen, 1) - high / 2;
      // Not on top of another: two boxes that look like one are taken for one.
      while (this.boxes.some((each) => Math.abs(each.y - top) < high / 2) && top + 2 * high < this.side) top += high;
      this.place(box, this.side * 0.3, top, this.side * 0.4, high);
      this.add(box);
    });
    const draw = find("draw");
    draw.hidden = !window.matchMedia("(any-pointer: coarse)").matches;
    draw.addEventListener("click", () => {
      this.drawing = !this.drawing;
      draw.setAttribute("aria-pressed", String(this.drawing));
      this.sheet.classList.toggle("cover__sheet--drawing", this.drawing);
    });
    const zoom = (by) => {
      this.zoom = clamp(this.zoom + by, 0, ZOOMS.length - 1);
      this.sheet.style.width = `${ZOOMS[this.zoom] * 100}%`;
    };
    find("larger").addEventListener("click", () => zoom(1));
    find("smaller").addEventListener("click", () => zoom(-1));
  }

  at(event) {
    const frame = this.sheet.getBoundingClientRect();
    return [
      clamp(((event.clientX - frame.left) / frame.width) * this.side, 0, this.side),
      clamp(((event.clientY - frame.top) / frame.height) * this.side, 0, this.side),
    ];
  }

  startPointer() {
    this.sheet.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || event.target.closest(".cover__offer")) return;
      const held = this.boxes.find((box) => box.element.contains(event.target));
      // A finger scrolls, unless it draws or holds the box that was chosen before: no box moves by chance.
      const chosen = held && held.element === document.activeElement;
      if (event.pointerType === "touch" && !this.drawing && !chosen) return;
      event.preventDefault();
      if (held) held.element.focus({ preventScroll: true });
      this.follow(event, held, event.target.classList.contains("cover__grip"));
    });
  }

  follow(event, held, resizing) {
    const [x0, y0] = this.at(event);
    const before = held ? { ...held } : null;
    const ghost = held ? null : document.createElement("div");
    if (ghost) {
      ghost.className = "cover__box";
      this.sheet.append(ghost);
    }
    const box = held || { reason: "other" };
    const onMove = (moved) => {
      const [x, y] = this.at(moved);
      if (resizing) {
        this.place(box, before.x, before.y, x - before.x, y - before.y);
      } else if (held) {
        this.place(box, before.x + x - x0, before.y + y - y0, before.w, before.h);
      } else {
        Object.assign(box, { x: Math.min(x, x0), y: Math.min(y, y0), w: Math.abs(x - x0), h: Math.abs(y - y0) });
        Object.assign(ghost.style, {
          left: `${box.x / 100}%`,
          top: `${box.y / 100}%`,
          width: `${box.w / 100}%`,
          height: `${box.h / 100}%`,
        });
      }
      if (held) this.write();
    };
    const onEnd = (ended) => {
      this.sheet.removeEventListener("pointermove", onMove);
      this.sheet.removeEventListener("pointerup", onEnd);
      this.sheet.removeEventListener("pointercancel", onEnd);
      if (!ghost) return;
      ghost.remove();
      // A tap is no box.
      if (ended.type !== "pointerup" || !(box.w > SMALLEST / 2 && box.h > SMALLEST / 4)) return;
      this.place(box, box.x, box.y, box.w, box.h);
      this.add(box);
    };
    this.sheet.setPointerCapture(event.pointerId);
    this.sheet.addEventListener("pointermove", onMove);
    this.sheet.addEventListener("pointerup", onEnd);
    this.sheet.addEventListener("pointercancel", onEnd);
  }

  startOffers() {
    for (const tick of this.form.querySelectorAll("[data-offer]")) {
      const [x, y, w, h] = tick.dataset.offer.split("-").map(Number);
      const offer = document.createElement("div");
      const draw = () => {
        offer.className = tick.checked ? "cover__offer cover__offer--on" : "cover__offer";
      };
      // The tick box below does the same for keys and readers.
      offer.setAttribute("aria-hidden", "true");
      Object.assign(offer.style, { left: `${x / 100}%`, top: `${y / 100}%`, width: `${w / 100}%`, height: `${h / 100}%` });
      offer.addEventListener("click", () => {
        tick.checked = !tick.checked;
        draw();
      });
      tick.addEventListener("change", draw);
      draw();
      this.sheet.append(offer);
    }
  }
}

// Places are counted in characters, which for the script may be two units each.
function characters(text) {
  return Array.from(text).length;
}

function startWords(form) {
  const text = form.querySelector("[data-text]");
  const button = form.querySelector("[data-mark]");
  let kept = null;
  form.querySelector("[data-mark-row]").hidden = false;
  const marked = () => {
    const selection = window.getSelection();
    const range = selection.rangeCount ? selection.getRangeAt(0) : null;
    return range && !range.collapsed && text.contains(range.commonAncestorContainer) ? range.cloneRange() : null;
  };
  // On a phone the tap on the button may take the mark away: the last one counts until another is begun.
  document.addEventListener("selectionchange", () => {
    kept = marked() || kept;
  });
  text.addEventListener("pointerdown", () => {
    kept = null;
  });
  button.addEventListener("click", (event) => {
    const range = marked() || kept;
    if (!range) {
      event.preventDefault();
      form.querySelector("[data-unmarked]").textContent = button.dataset.textUnmarked;
      text.focus();
      return;
    }
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const run = `${characters(before.toString())}-${characters(range.toString())}`;
    const runs = form.querySelector("input[name=runs]");
    runs.value = `${runs.value} ${run}`.trim();
  });
}

for (const form of document.querySelectorAll("form[data-cover]")) new Editor(form).start();
for (const form of document.querySelectorAll("form[data-words]")) startWords(form);
