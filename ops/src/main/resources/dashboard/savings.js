export const open = () => {};
export const redraw = () => {};
