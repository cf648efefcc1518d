/** The mark of the program; its shapes are those of `assets/icon.svg`. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <rect x="4" y="4" width="56" height="56" rx="12" fill="#0f548c" />
      <g fill="none" stroke="#fff" strokeWidth="5" strokeLinecap="round">
        <circle cx="32" cy="32" r="13.5" />
        <path d="M16.5 16.5l31 31M47.5 16.5l-31 31" />
      </g>
      <circle cx="32" cy="32" r="6.5" fill="#6cb8f6" stroke="#0f548c" strokeWidth="3" />
    </svg>
  );
}
