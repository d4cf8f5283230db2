package io.github.azuredevopsconnector;

/** A set of ASCII characters. It contains no other characters, and does not depend on the locale. */
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

    /** Returns the characters from {@code first} to {@code last}, including both. */
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

    /** Returns whether each character of the string is a member. Returns true for an empty string. */
    boolean containsAll(String string) {
        for (int i = 0; i < string.length(); i++) {
            if (!contains(string.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
