package io.github.azuredevopsconnector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PastedTextTest {

    /** Space, tab, line ends, zero-width characters, and what Unicode calls a separator. */
    private static final String TRIMMED =
            "\t\n\r \u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A"
                    + "\u200B\u2028\u2029\u202F\u205F\u2060\u3000\uFEFF";

    @Test
    void theseAndNoOtherCharactersAreTrimmed() {
        StringBuilder atStart = new StringBuilder();
        StringBuilder atEnd = new StringBuilder();
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            String text = c + "a" + c;
            if (PastedText.start(text) == 1) {
                atStart.append(c);
            }
            if (PastedText.end(text, 0) == 2) {
                atEnd.append(c);
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
}
