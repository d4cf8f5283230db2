package io.github.azuredevopsconnector;

/** Trims input that was pasted into a form field. */
final class PastedText {

    /** Pairs of marks that programs put around a whole text. Each opening mark is followed by its closing mark. */
    private static final String PAIRS =
            "\"\"''``<>()\u201C\u201D\u2018\u2019\u201E\u201C\u201E\u201D\u201D\u201D\u00AB\u00BB\u00BB\u00AB";

    /**
     * Invisible formatting characters, such as bidirectional control characters, as pairs of the first and the last
     * character of a range.
     */
    private static final String INVISIBLE = "\u00AD\u00AD\u061C\u061C\u180E\u180E\u200B\u200F\u202A\u202E\u2060\u2064"
            + "\u2066\u2069\uFE00\uFE0F\uFEFF\uFEFF";

    private PastedText() {}

    /**
     * Removes white space and invisible characters at both ends, then one pair of quotation marks, angle brackets or
     * parentheses around the whole input, and then white space and invisible characters again. Other control characters
     * stay, and the parsers refuse them.
     */
    static String trim(String input) {
        String stripped = strip(input);
        int last = stripped.length() - 1;
        return last > 0 && isPair(stripped.charAt(0), stripped.charAt(last))
                ? strip(stripped.substring(1, last))
                : stripped;
    }

    private static boolean isPair(char first, char last) {
        for (int i = 0; i < PAIRS.length(); i += 2) {
            if (PAIRS.charAt(i) == first && PAIRS.charAt(i + 1) == last) {
                return true;
            }
        }
        return false;
    }

    private static String strip(String input) {
        int start = 0;
        int end = input.length();
        while (start < end && isInvisible(input.charAt(start))) {
            start++;
        }
        while (end > start && isInvisible(input.charAt(end - 1))) {
            end--;
        }
        return input.substring(start, end);
    }

    private static boolean isInvisible(char c) {
        if (c <= ' ') {
            return c == ' ' || c == '\t' || c == '\n' || c == '\r';
        }
        return c > '~' && (isInvisibleFormat(c) || isUnicodeSpace(c));
    }

    private static boolean isInvisibleFormat(char c) {
        for (int i = 0; i < INVISIBLE.length(); i += 2) {
            if (INVISIBLE.charAt(i) <= c && c <= INVISIBLE.charAt(i + 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUnicodeSpace(char c) {
        int type = Character.getType(c);
        return type == Character.SPACE_SEPARATOR
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
