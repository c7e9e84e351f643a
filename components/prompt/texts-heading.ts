/** Id of the heading above a version's texts; other panels lead there. */
export const TEXTS_HEADING = 'texts-heading';
