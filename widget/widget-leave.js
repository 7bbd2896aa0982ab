// @ts-check
/** Leaving quickly: the page goes blank at once, and the browser's Back does not return to it. */

const NEUTRAL = "https://www.google.com/search?q=weather";
const TWICE_MS = 700; // as fast as a double click is allowed to be slow

/** Calls `leave` when Esc is pressed twice. @param {() => boolean} isOpen @param {() => void} leave */
export function leaveOn(isOpen, leave) {
  let last = -Infinity;
  let armed = false; // the first press may close the chat; the second still counts
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || event.repeat || event.isComposing) return;
      const again = event.timeStamp - last < TWICE_MS;
      if (again && armed) leave();
      armed = isOpen() || (again && armed);
      last = event.timeStamp;
    },
    { capture: true },
  );
}

/** @param {string | null} wanted another neutral page, if the site has one */
export function leavePage(wanted) {
  document.documentElement.style.setProperty("display", "none", "important");
  document.title = "";
  location.replace(wanted && /^https?:\/\//i.test(wanted) ? wanted : NEUTRAL);
}
