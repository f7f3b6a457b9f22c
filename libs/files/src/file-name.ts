/** In characters, an ideograph being one. */
export const LONGEST_NAME = 200;

/**
 * Control characters; characters without a width or a look of their own (`Cf`: zero-width, bidirectional overrides, byte
 * order marks), by which `gpj.exe` looks like `exe.jpg`; halves of characters; separators of lines; and the sign for what
 * could not be decoded.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffd]/u;
/** A name is not a path. */
const PATH = /[/\\]/;

/**
 * The name in one way of writing (NFC), or null when it is unsuitable. What cannot be seen is refused rather than taken
 * out: whoever has such a name has been deceived or is deceiving, and the name left over would be one that nobody gave.
 */
export const suitableName = (name: string): string | null => {
  const written = name.normalize('NFC').replace(/^[ \u3000]+|[ \u3000]+$/g, '');
  const length = [...written].length;
  if (length === 0 || length > LONGEST_NAME || UNSEEN.test(written) || PATH.test(written) || /^\.+[^.]*$/.test(written)) return null;
  return written;
};

/** What stands behind the last dot, in small letters; empty without one. */
export const extensionOf = (name: string): string => (name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '');
