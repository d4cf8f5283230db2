package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Specifies which characters an {@link AsciiSet} contains. */
class AsciiSetTest {

    @Test
    void aSetHasTheGivenCharactersAndNoOthers() {
        assertThat(members(AsciiSet.of("b~a\u0000"))).isEqualTo("\u0000ab~");
        assertThat(members(AsciiSet.of(""))).isEmpty();
    }

    @Test
    void aRangeIncludesBothEnds() {
        assertThat(members(AsciiSet.range('c', 'f'))).isEqualTo("cdef");
        assertThat(members(AsciiSet.range('c', 'c'))).isEqualTo("c");
        assertThat(members(AsciiSet.range('~', '\u007F'))).isEqualTo("~\u007F");
    }

    @Test
    void aUnionHasTheMembersOfBoth() {
        AsciiSet set = AsciiSet.of("ab");

        assertThat(members(set.or(AsciiSet.of("bc\u007F")))).isEqualTo("abc\u007F");
        assertThat(members(set)).isEqualTo("ab");
    }

    @Test
    void aStringIsContainedIfEachOfItsCharactersIs() {
        AsciiSet set = AsciiSet.of("ab");

        assertThat(set.containsAll("abba")).isTrue();
        assertThat(set.containsAll("")).isTrue();
        assertThat(set.containsAll("abc")).isFalse();
        assertThat(set.containsAll("cab")).isFalse();
    }

    private static String members(AsciiSet set) {
        StringBuilder members = new StringBuilder();
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            if (set.contains((char) c)) {
                members.append((char) c);
            }
        }
        return members.toString();
    }
}
