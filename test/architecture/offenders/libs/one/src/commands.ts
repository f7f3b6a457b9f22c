export const does = 'something';
