package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PastedTextTest {

    /** Space, tab, line ends, zero-width characters, and what Unicode calls a separator. */
    private static final String TRIMMED =
            "\t\n\r \u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A"
                    + "\u200B\u2028\u2029\u202F\u205F\u2060\u3000\uFEFF";

    @Test
    void theseAndNoOtherCharactersAreTrimmed() {
        StringBuilder atStart = new StringBuilder();
        StringBuilder atEnd = new StringBuilder();
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            String text = (char) c + "a" + (char) c;
            if (PastedText.start(text) == 1) {
                atStart.append((char) c);
            }
            if (PastedText.end(text, 0) == 2) {
                atEnd.append((char) c);
            }
        }
        assertThat(atStart).hasToString(TRIMMED);
        assertThat(atEnd).hasToString(TRIMMED);
    }

    @Test
    void aTextMayHaveNothingButEnds() {
        assertThat(PastedText.start("")).isEqualTo(0);
        assertThat(PastedText.end("", 0)).isEqualTo(0);
        assertThat(PastedText.start(TRIMMED)).isEqualTo(TRIMMED.length());
        assertThat(PastedText.end(TRIMMED, TRIMMED.length())).isEqualTo(TRIMMED.length());
        assertThat(PastedText.end(" a \n", 1)).isEqualTo(2);
        assertThat(PastedText.start(" a")).isEqualTo(1);
    }

    @Test
    void anExpectedTextIsFoundInAnyCaseOfItsOwnLetters() {
        assertThat(PastedText.isAt("xKiSx", 1, 5, "kis")).isTrue();
        assertThat(PastedText.isAt("xKiSx", 1, 4, "kis")).isTrue();
        assertThat(PastedText.isAt("xKiSx", 1, 3, "kis")).isFalse();
        assertThat(PastedText.isAt("xKiSx", 0, 5, "kis")).isFalse();
        assertThat(PastedText.isAt("@[", 0, 2, "`{")).isFalse();
    }

    /** The Kelvin sign, the dotted and the dotless i, and the long s: some case mappings make them k, i and s. */
    @ParameterizedTest
    @ValueSource(strings = {"\u212Ais", "k\u0130s", "k\u0131s", "ki\u017F"})
    void noOtherLetterIsTakenForOneOfThem(String text) {
        assertThat(PastedText.isAt(text, 0, 3, "kis")).isFalse();
    }
}
