// @ts-check
// Days and moments as people read them, by the clock of the screen.

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** @param {string | null} utc */
export function dayText(utc) {
  if (!utc) return "never";
  const day = new Date(utc);
  return `${day.getDate()} ${MONTHS[day.getMonth()]} ${day.getFullYear()}`;
}

/** @param {string} utc */
export function momentText(utc) {
  const moment = new Date(utc);
  const [hour, minute] = [moment.getHours(), moment.getMinutes()].map((each) =>
    String(each).padStart(2, "0"),
  );
  return `${dayText(utc)}, ${hour}:${minute}`;
}
