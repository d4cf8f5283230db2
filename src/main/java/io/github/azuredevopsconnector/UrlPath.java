package io.github.azuredevopsconnector;

/** The rules for the path and the query of a URL (RFC 3986, sections 3.3 and 3.4). */
final class UrlPath {

    /** The characters of a segment, apart from percent-encoded bytes. */
    static final AsciiSet SEGMENT_CHARACTER = AsciiSet.ALPHANUMERICS.or(AsciiSet.of("-._~!$&'()*+,;=:@"));

    private static final AsciiSet PATH_CHARACTER = SEGMENT_CHARACTER.or(AsciiSet.of("/"));
    private static final AsciiSet QUERY_CHARACTER = PATH_CHARACTER.or(AsciiSet.of("?"));
    private static final AsciiSet SLASH = AsciiSet.of("/\\");
    private static final AsciiSet CONTROL = AsciiSet.range('\0', '\u001F').or(AsciiSet.of("\u007F"));

    private UrlPath() {}

    /** Returns whether a path matches {@code *( pchar / "/" )}. */
    static boolean isWellFormed(String path) {
        return hasOnly(PATH_CHARACTER, path);
    }

    /** Returns whether a query matches {@code *( pchar / "/" / "?" )}. */
    static boolean isQuery(String query) {
        return hasOnly(QUERY_CHARACTER, query);
    }

    /**
     * Returns whether a well-formed path has a segment {@code .} or {@code ..}. Different programs resolve such a path
     * in different ways. The dots may be percent-encoded, and an encoded slash or backslash counts as a slash.
     */
    static boolean hasDotSegment(String path) {
        boolean hasDot = path.indexOf('.') >= 0 || path.contains("%2e") || path.contains("%2E");
        return hasDot && hasSegmentOfDots(decoded(path), false);
    }

    /**
     * Returns whether every program reads a path as the same resource. The path must be well-formed. It must not have
     * an empty segment, an encoded slash, backslash or control character, or anything that a program could read as a
     * dot segment. Some programs decode twice, ignore the rest of a segment after a semicolon, or trim spaces.
     */
    static boolean isUnambiguous(String path) {
        if (!isWellFormed(path) || path.startsWith("/") || path.endsWith("/") || path.contains("//")) {
            return false;
        }
        String decoded = decoded(path);
        return count(SLASH, decoded) == count(SLASH, path)
                && count(CONTROL, decoded) == 0
                && !hasSegmentOfDots(decoded(decoded), true);
    }

    private static boolean hasOnly(AsciiSet characters, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!characters.contains(text.charAt(i)) && !isPercentEncoded(text, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPercentEncoded(String text, int index) {
        return text.charAt(index) == '%'
                && index + 2 < text.length()
                && AsciiSet.HEX_DIGITS.contains(text.charAt(index + 1))
                && AsciiSet.HEX_DIGITS.contains(text.charAt(index + 2));
    }

    /**
     * Replaces each percent-encoded byte with the character that has this code. Only the ASCII characters matter here.
     */
    private static String decoded(String path) {
        int percent = path.indexOf('%');
        if (percent < 0) {
            return path;
        }
        StringBuilder decoded = new StringBuilder(path.length()).append(path, 0, percent);
        for (int i = percent; i < path.length(); i++) {
            if (isPercentEncoded(path, i)) {
                decoded.append((char) Integer.parseInt(path, i + 1, i + 3, 16));
                i += 2;
            } else {
                decoded.append(path.charAt(i));
            }
        }
        return decoded.toString();
    }

    /**
     * Looks for a segment of one or two dots.
     *
     * @param loosely whether spaces, or a semicolon and anything after it, may follow the dots
     */
    private static boolean hasSegmentOfDots(String decoded, boolean loosely) {
        for (int start = 0; start < decoded.length(); ) {
            int end = start;
            while (end < decoded.length() && !SLASH.contains(decoded.charAt(end))) {
                end++;
            }
            int dots = start;
            while (dots < end && decoded.charAt(dots) == '.') {
                dots++;
            }
            boolean oneOrTwo = dots - start == 1 || dots - start == 2;
            if (oneOrTwo && (dots == end || (loosely && isIgnorable(decoded, dots, end)))) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }

    private static boolean isIgnorable(String decoded, int start, int end) {
        int i = start;
        while (i < end && decoded.charAt(i) <= ' ') {
            i++;
        }
        return i == end || decoded.charAt(i) == ';';
    }

    private static int count(AsciiSet characters, String text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            if (characters.contains(text.charAt(i))) {
                count++;
            }
        }
        return count;
    }
}
