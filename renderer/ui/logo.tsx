/** The mark of the program; its shapes are those of `assets/icon.svg`. */
export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <rect x="4" y="4" width="56" height="56" rx="12" fill="#0f548c" />
      <circle cx="32" cy="32" r="19" fill="none" stroke="#fff" strokeWidth="5" />
      <path d="M32 20v24M20 32h24" stroke="#fff" strokeWidth="5" strokeLinecap="round" />
      <circle cx="32" cy="32" r="7" fill="#6cb8f6" stroke="#0f548c" strokeWidth="3" />
    </svg>
  );
}
