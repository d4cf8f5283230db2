package io.github.azuredevopsconnector;

/** Trims text that was pasted into a form field. */
final class PastedText {

    private PastedText() {}

    /**
     * Removes white space and zero-width characters at both ends, then one pair of quotation marks or angle brackets
     * around the whole, then white space again. Other controls stay, and the parsers refuse them.
     */
    static String trim(String text) {
        String stripped = strip(text);
        int last = stripped.length() - 1;
        return last > 0 && isPair(stripped.charAt(0), stripped.charAt(last))
                ? strip(stripped.substring(1, last))
                : stripped;
    }

    private static boolean isPair(char first, char last) {
        switch (first) {
            case '"':
            case '\'':
            case '`':
                return last == first;
            case '<':
                return last == '>';
            case '\u201C':
                return last == '\u201D';
            default:
                return false;
        }
    }

    private static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isInvisible(text.charAt(start))) {
            start++;
        }
        while (end > start && isInvisible(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

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
