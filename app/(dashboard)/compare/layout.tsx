// The comparison shows runs by the same thresholds as their own pages.
export { default } from '../runs/layout.tsx';
