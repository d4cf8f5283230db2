package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Specifies what is trimmed from the ends of a pasted text. */
class PastedTextTest {

    /** Space, tab, line ends, zero-width characters, and what Unicode calls a separator. */
    private static final String TRIMMED =
            "\t\n\r \u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A"
                    + "\u200B\u2028\u2029\u202F\u205F\u2060\u3000\uFEFF";

    @Test
    void onlySpacesLineEndsAndZeroWidthCharactersAreTrimmed() {
        StringBuilder atStart = new StringBuilder();
        StringBuilder atEnd = new StringBuilder();
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            if (PastedText.trim((char) c + "a").equals("a")) {
                atStart.append((char) c);
            }
            if (PastedText.trim("a" + (char) c).equals("a")) {
                atEnd.append((char) c);
            }
        }
        assertThat(atStart).hasToString(TRIMMED);
        assertThat(atEnd).hasToString(TRIMMED);
    }

    @Test
    void onlyTheEndsAreTrimmed() {
        assertThat(PastedText.trim(TRIMMED + "a" + TRIMMED + "b" + TRIMMED)).isEqualTo("a" + TRIMMED + "b");
        assertThat(PastedText.trim(TRIMMED)).isEmpty();
        assertThat(PastedText.trim("")).isEmpty();
        assertThat(PastedText.trim("a")).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a b\"", "'a b'", "`a b`", "<a b>", "\u201Ca b\u201D", " \n\" a b\t\"\u200B "})
    void aPairOfMarksAroundTheWholeTextIsTrimmed(String text) {
        assertThat(PastedText.trim(text)).isEqualTo("a b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a",
                "a\"",
                "\"",
                "'",
                "<",
                "\"a'",
                "'a\"",
                ">a<",
                "<a<",
                ">a>",
                "\u201Da\u201C",
                "\u201Ca\u201C",
                "\u201Da\u201D",
                "\u201Ea\u201C",
                "(a)",
                "x\"a\"",
                "\"a\"x"
            })
    void otherMarksAreNotTrimmed(String text) {
        assertThat(PastedText.trim(text)).isEqualTo(text);
    }

    @Test
    void onlyOnePairOfMarksIsTrimmed() {
        assertThat(PastedText.trim("\"\"a\"\"")).isEqualTo("\"a\"");
        assertThat(PastedText.trim("<'a'>")).isEqualTo("'a'");
        assertThat(PastedText.trim("\"\"")).isEmpty();
        assertThat(PastedText.trim("\" \"")).isEmpty();
    }
}
