package io.github.azuredevopsconnector;

/** What reading a text that was pasted into a form field takes: where it begins and ends, and what stands in it. */
final class PastedText {

    private PastedText() {}

    /** Returns the index of the first character that stays, or the length of the text if none does. */
    static int start(String text) {
        int start = 0;
        while (start < text.length() && isInvisible(text.charAt(start))) {
            start++;
        }
        return start;
    }

    /** Returns the index behind the last character that stays, not before {@code start}. */
    static int end(String text, int start) {
        int end = text.length();
        while (end > start && isInvisible(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /**
     * Tells whether a range begins with an expected text, which is given in lower case; the case of ASCII letters is
     * ignored. Nothing else is equal to them: for {@link String}, a dotless i is an i.
     */
    static boolean isAt(String text, int start, int end, String expected) {
        if (end - start < expected.length()) {
            return false;
        }
        for (int i = 0; i < expected.length(); i++) {
            char c = text.charAt(start + i);
            if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * White space that a paste leaves behind. Other controls are not trimmed: they are refused by whoever reads the
     * text.
     */
    private static boolean isInvisible(char c) {
        if (c <= ' ') {
            return c == ' ' || c == '\t' || c == '\n' || c == '\r';
        }
        return c > '~' && (isZeroWidth(c) || isUnicodeSpace(c));
    }

    private static boolean isZeroWidth(char c) {
        return c == '\u200B' || c == '\u2060' || c == '\uFEFF';
    }

    private static boolean isUnicodeSpace(char c) {
        int type = Character.getType(c);
        return type == Character.SPACE_SEPARATOR
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
