// The bar at the foot of the window, [data-draft-bar]: what this device holds, and that the connection is gone. It lies over the
// page, so that nothing on it moves.
const MINUTE = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const DAY = { month: "numeric", day: "numeric" };

function timeOf(milliseconds) {
  const at = new Date(milliseconds);
  const today = at.toDateString() === new Date().toDateString();
  return at.toLocaleString(document.documentElement.lang, today ? MINUTE : { ...DAY, ...MINUTE });
}

export class Bar {
  constructor(element) {
    this.element = element;
    this.text = element.dataset;
    this.said = element.querySelector("[role=status]");
    this.acts = {};
    element.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-do]");
      if (button) this.acts[button.dataset.do]?.();
    });
  }

  // `acts`: what each button that is shown does.
  show(words, acts = {}) {
    this.acts = acts;
    for (const button of this.element.querySelectorAll("button[data-do]")) button.hidden = !(button.dataset.do in acts);
    this.said.textContent = words;
    this.element.classList.toggle("draft-bar--shown", words !== "");
  }

  clear() {
    this.show("");
  }

  offer(at, acts) {
    this.show(this.text.textFound.replace("{time}", timeOf(at)), acts);
  }

  restored() {
    this.show(this.text.textRestored, { close: () => this.clear() });
  }

  sending() {
    this.show(this.text.textSending);
  }

  // `kept`: on this device; else it stands on the page alone. `byItself`: it is sent again without anybody asking.
  offline({ kept, byItself, again }) {
    const { textGone, textKept, textHere, textAuto, textManual } = this.text;
    const space = document.documentElement.lang === "en" ? " " : "";
    const words = [textGone, kept ? textKept : textHere, byItself ? textAuto : textManual];
    this.show(words.join(space), { again });
  }
}
