package io.github.azuredevopsconnector;

/** A set of ASCII characters. No locale and no character beyond ASCII can make it say more than it means. */
final class AsciiSet {

    static final AsciiSet DIGITS = range('0', '9');
    static final AsciiSet HEX_DIGITS = DIGITS.or(range('A', 'F')).or(range('a', 'f'));
    static final AsciiSet ALPHANUMERICS = DIGITS.or(range('A', 'Z')).or(range('a', 'z'));

    private final boolean[] members = new boolean[128];

    private AsciiSet() {}

    static AsciiSet of(String characters) {
        AsciiSet set = new AsciiSet();
        for (int i = 0; i < characters.length(); i++) {
            set.members[characters.charAt(i)] = true;
        }
        return set;
    }

    /** Both ends are members. */
    static AsciiSet range(char first, char last) {
        AsciiSet set = new AsciiSet();
        for (char c = first; c <= last; c++) {
            set.members[c] = true;
        }
        return set;
    }

    AsciiSet or(AsciiSet other) {
        AsciiSet union = new AsciiSet();
        for (int i = 0; i < members.length; i++) {
            union.members[i] = members[i] || other.members[i];
        }
        return union;
    }

    boolean contains(char c) {
        return c < members.length && members[c];
    }

    boolean containsAll(String text) {
        return containsAll(text, 0, text.length());
    }

    /** True of an empty range, too. */
    boolean containsAll(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!contains(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
