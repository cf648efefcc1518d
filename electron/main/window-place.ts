import type { WindowPlace } from './settings.ts';

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const LEAST = { width: 1024, height: 640 };
const FIRST = { width: 1180, height: 780 };
/** So much of the title bar must be in sight that the window can be taken hold of. */
const GRIP = { width: 120, height: 40 };

/**
 * Where the window opens: where it stood, if a display that is there now shows enough of it; else in the middle of the
 * first display. Never larger than the display.
 */
export function openingPlace(
  kept: WindowPlace | null,
  displays: readonly [Area, ...Area[]],
): Area & { minWidth: number; minHeight: number } {
  const display = kept && displays.find((area) => isInSight(kept, area));
  const area = display ?? displays[0];
  const { width, height } = kept ?? FIRST;
  // A small display at a large scale has fewer points than the window wants at least.
  const minWidth = Math.min(LEAST.width, area.width);
  const minHeight = Math.min(LEAST.height, area.height);
  const size = {
    width: Math.max(minWidth, Math.min(width, area.width)),
    height: Math.max(minHeight, Math.min(height, area.height)),
  };
  const place =
    kept && display
      ? { x: kept.x, y: kept.y }
      : {
          x: area.x + Math.round((area.width - size.width) / 2),
          y: area.y + Math.round((area.height - size.height) / 2),
        };
  return { ...place, ...size, minWidth, minHeight };
}

function isInSight(place: Area, area: Area): boolean {
  const wide = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x);
  const isTopInside = place.y >= area.y - 1 && place.y + GRIP.height <= area.y + area.height;
  return isTopInside && wide >= GRIP.width;
}

const ZOOMS = [1, 1.1, 1.25, 1.5, 1.75, 2];

/** The next step of zoom in a direction, between 100 and 200 %. */
export function nextZoom(zoom: number, direction: 'in' | 'out'): number {
  const next = direction === 'in' ? ZOOMS.find((one) => one > zoom) : ZOOMS.findLast((one) => one < zoom);
  return next ?? (direction === 'in' ? 2 : 1);
}
