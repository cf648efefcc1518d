/** Whether a time is within hours like `08:00-18:30`, local time; `22:00-06:00` goes over midnight. The end is not in it. */
export function isWithinHours(hours: string, at: Date): boolean {
  const [from = 0, to = 0] = hours.split('-').map(minutesOf);
  const minute = at.getHours() * 60 + at.getMinutes();
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
