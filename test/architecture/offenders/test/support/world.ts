export const world = 'world';
