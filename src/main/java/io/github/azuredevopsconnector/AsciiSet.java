package io.github.azuredevopsconnector;

/** A set of ASCII characters, which tells whether a character is one of them without searching for it. */
final class AsciiSet {

    private final boolean[] members = new boolean[128];

    private AsciiSet() {}

    /** The characters of a text. */
    static AsciiSet of(String characters) {
        AsciiSet set = new AsciiSet();
        for (int i = 0; i < characters.length(); i++) {
            set.members[characters.charAt(i)] = true;
        }
        return set;
    }

    boolean contains(char c) {
        return c < members.length && members[c];
    }
}
